"""Campaigns that aim at what their medium does not know are refused, and noted where nobody can be."""

from typing import Any

import pytest

from simulator.catalog.interventions.start_campaign import StartCampaign
from simulator.domain.communication.message import Campaign
from simulator.market.setup.build_channel import channel_notes
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.worlds.aimed import aimed
from tests.worlds.small import small_scenario, written

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


def test_an_event_begins_a_campaign_with_all_that_one_of_the_plan_has() -> None:
    """But what the event says itself: of which products, where, and from when to when."""
    own = set(Campaign.model_fields) - set(StartCampaign.model_fields)

    assert own == {"product", "regions", "weeks"}
    assert set(StartCampaign.model_fields) < set(Campaign.model_fields)


@pytest.mark.parametrize(
    ("bid", "told"), [(0, "bid: must be at least 0.0001, is 0"), ("high", "bid: should be a number")]
)
def test_a_wrong_bid_is_refused_of_either(bid: Any, told: str, tmp_path: Any) -> None:
    """In its place."""
    begins = {"medium": "ads", "message": "bright", "weekly_budget": 5, "bid": bid}
    given = {
        "campaigns": [{**begins, "weeks": [1, 6]}],
        "events": [{"week": 3, "do": {"start_campaign": begins}}],
    }
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path / "world.yaml", media=MEDIA, **given))

    for place in ("campaigns.0", "events.0.do.start_campaign"):
        assert f"{place}.{told}" in str(caught.value)


def noted(scenario: Any) -> set[tuple[Any, ...]]:
    """Return where something is noted of campaigns, and of those that events begin."""
    return {keys for keys, _ in channel_notes(scenario) if keys[0] in ("campaigns", "events")}


LISTINGS = {
    "kind": "sponsored_listings",
    "formats": ["marketplace"],
    "cost_per_contact": 2.0,
    "credibility": 0.2,
}


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({"medium": "radio", "bid": 3.0}, "bid"),
        ({"medium": "listings", "bid": 1.0}, "bid"),
        ({"medium": "listings", "weekly_budget": 1.0}, "weekly_budget"),
        ({"medium": "follow", "weekly_budget": 0.01}, "weekly_budget"),
        ({"medium": "follow", "audiences": ["stranger"]}, "audiences"),
        ({"medium": "follow", "audiences": ["visitor", "lapsed"]}, "audiences.1"),
        ({"medium": "unseen"}, ""),
        ({"medium": "radio"}, None),
    ],
)
def test_what_is_noted_of_a_campaign_is_noted_of_one_that_an_event_begins(
    terms: dict[str, Any], place: str | None
) -> None:
    """In its own place, and nothing else is."""
    plain = aimed("retargeting").model_dump(mode="json")
    follow = plain["media"]["place"]
    radio = {"cost_per_contact": 0.1, "credibility": 0.5}
    media = {"radio": radio, "unseen": radio, "listings": LISTINGS, "follow": follow}
    people = {
        name: {**one, "media": dict.fromkeys(("radio", "listings", "follow"), 1.0)}
        for name, one in plain["segments"].items()
    }
    begins = {"message": "bright", "weekly_budget": 50.0, **terms}
    event = {"week": 3, "do": {"start_campaign": begins}}
    in_plan, in_event = (
        noted(small_scenario(**{**plain, "media": media, "segments": people, "campaigns": [], **given}))
        for given in ({"campaigns": [{**begins, "weeks": [1, 16]}]}, {"events": [event]})
    )
    keys = tuple(int(part) if part.isdigit() else part for part in (place or "").split(".") if part)

    assert in_plan == (set() if place is None else {("campaigns", 0, *keys)})
    assert in_event == (set() if place is None else {("events", 0, "do", "start_campaign", *keys)})
