"""Campaigns that aim at what their medium does not know are refused, and noted where nobody can be."""

from typing import Any

import pytest

from simulator.market.setup.build_channel import channel_notes
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.worlds.aimed import aimed
from tests.worlds.small import written

TERMS = {"formats": ["dealer"], "cost_per_contact": 0.1, "credibility": 0.5}
MEDIA = {
    "social": {"cost_per_contact": 0.4, "credibility": 0.3},
    "ads": {"kind": "search_ads", "cost_per_contact": 0.4, "credibility": 0.3},
    "mail": {"kind": "e_mail", **TERMS},
    "follow": {"kind": "retargeting", **TERMS},
}


@pytest.mark.parametrize(
    ("medium", "aim", "told"),
    [
        (
            "social",
            {"segments": ["reader"]},
            "segments.0: no segment called 'reader'; did you mean",
        ),
        ("social", {"audiences": ["owner"]}, "audiences: social reaches cells, not customers"),
        ("ads", {"stages": ["aware"]}, "stages: ads reaches cells, not customers"),
        ("mail", {"stages": ["aware"]}, "stages: needs 'stages: true'"),
        ("mail", {"audiences": ["owners"]}, "audiences.0: "),
        ("mail", {"stages": ["cart"]}, "stages.0: "),
        ("mail", {"audiences": []}, "audiences: "),
        ("mail", {"segments": "readers"}, "segments: "),
    ],
)
def test_a_wrong_aim_is_refused_where_it_stands(
    medium: str, aim: dict[str, Any], told: str, tmp_path: Any
) -> None:
    """With its line, and what can be done."""
    campaign = {"medium": medium, "message": "bright", "weeks": [1, 6], "weekly_budget": 5, **aim}
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path / "world.yaml", media=MEDIA, campaigns=[campaign]))

    assert f"campaigns.0.{told}" in str(caught.value)


def test_a_wrong_aim_of_a_campaign_that_an_event_starts_is_refused(tmp_path: Any) -> None:
    """As that of any other, with its place in the event."""
    aims = {"segments": ["reader"], "audiences": ["owner"], "stages": ["aware"]}
    begins = {"medium": "social", "message": "bright", "weekly_budget": 5, **aims}
    with pytest.raises(ScenarioError) as caught:
        load(
            written(
                tmp_path / "world.yaml", media=MEDIA, events=[{"week": 3, "do": {"start_campaign": begins}}]
            )
        )

    for told in ("segments.0: no segment called 'reader'", "audiences: social reaches", "stages: social"):
        assert f"events.0.do.start_campaign.{told}" in str(caught.value)


def test_what_knows_customers_is_named_where_a_medium_does_not(tmp_path: Any) -> None:
    """Every kind that aims, and what this medium can choose."""
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 6], "weekly_budget": 5}
    with pytest.raises(ScenarioError, match="e_mail, retargeting; here 'segments' and 'regions' can be"):
        load(written(tmp_path / "world.yaml", campaigns=[{**campaign, "audiences": ["visitor"]}]))


@pytest.mark.parametrize(
    ("kind", "aim", "is_noted"),
    [
        ("retargeting", {"audiences": ["stranger"]}, True),
        ("retargeting", {"audiences": ["on_list"]}, True),
        ("retargeting", {"audiences": ["stranger", "visitor"]}, False),
        ("e_mail", {"audiences": ["visitor"]}, True),
        ("e_mail", {"audiences": ["on_list"]}, False),
        ("e_mail", {"audiences": ["owner"]}, False),
        ("e_mail", {"stages": ["considering"]}, True),
        ("e_mail", {"stages": ["considering", "no_need"]}, False),
    ],
)
def test_an_aim_that_nobody_meets_is_noted(kind: str, aim: dict[str, Any], is_noted: bool) -> None:
    """Since its medium reaches no such audience, or no need is open from week to week."""
    scenario = aimed(kind).changed(stages=True)
    (campaign,) = scenario.model_dump(mode="json")["campaigns"]
    notes = channel_notes(scenario.changed(campaigns=[{**campaign, **aim}]))
    (place,) = aim

    assert any(keys == ("campaigns", 0, place) for keys, _ in notes) == is_noted
