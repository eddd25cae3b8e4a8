"""Idle ads: what of ads does nothing is noted, with its place and what instead; nothing else is."""

from typing import Any

import pytest

from simulator.market.setup.build_channel import channel_notes
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, small_world

SHELF = {"kind": "sponsored_listings", "formats": ["dealer"], "cost_per_contact": 0.5, "credibility": 0.3}


def given(medium: dict[str, Any], **talk: Any) -> Scenario:
    """Return the small world with one campaign on a medium that all attend to."""
    world = small_world()
    segments = {name: {**one, "media": {"place": 1.0}} for name, one in world["segments"].items()}
    said = {"medium": "place", "message": "bright", "weeks": [1, 6], "weekly_budget": 50}
    return small_scenario(segments=segments, media={"place": medium}, campaigns=[{**said, **talk}])


@pytest.mark.parametrize(
    ("medium", "talk", "where", "told"),
    [
        ({"cost_per_contact": 0.5, "credibility": 0.3}, {"bid": 2}, ("campaigns", 0, "bid"), "by auction"),
        (SHELF, {"bid": 0.2}, ("campaigns", 0, "bid"), "less than the 0.5 EUR from which place sells"),
        (SHELF, {"weekly_budget": 0.4}, ("campaigns", 0, "weekly_budget"), "pays for no contact at 0.5"),
        (
            {**SHELF, "formats": ["shop"]},
            {},
            ("media", "place", "formats", 0),
            "there are: dealer, web_store",
        ),
    ],
)
def test_what_does_nothing_is_noted(
    medium: dict[str, Any], talk: dict[str, Any], where: tuple[Any, ...], told: str
) -> None:
    """With its place, and why."""
    notes = dict(channel_notes(given(medium, **talk)))

    assert told in notes[where]


def test_ads_that_can_be_met_are_not() -> None:
    """A bid above the reserve, a budget for some contacts, dealers of that format."""
    notes = dict(channel_notes(given(SHELF, bid=0.8)))

    assert not [where for where in notes if where[0] in ("campaigns", "media")]
