"""The settings that differ between two scenarios are told by key path, no more and no less."""

import pytest

from simulator.scenario.diff import differences
from tests.worlds.small import small_scenario, small_world

pytestmark = pytest.mark.usefixtures("stalls")


def test_a_scenario_does_not_differ_from_itself() -> None:
    """Nor by what it is called."""
    assert differences(small_scenario(), small_scenario(name="other", situation="told otherwise")) == []


def test_settings_are_told_by_path() -> None:
    """Also where one of the two has nothing."""
    campaign = small_world()["campaigns"][0]
    one = small_scenario()
    other = small_scenario(
        weeks=20,
        distribution={"model": "authorized_dealers", "dealers_per_region": 5},
        messages={"default": "craft", "bright": {"says": {"quality": 0.5, "novelty": 0.5}}},
        campaigns=[{**campaign, "weekly_budget": 70}, {**campaign, "weeks": [2, 3]}],
    )
    told = {path: (before, after) for path, before, after in differences(one, other)}
    assert told.pop("campaigns.1") == (None, {**campaign, "weeks": [2, 3], "product": None, "regions": None})
    assert told == {
        "weeks": (12, 20),
        "distribution.dealers_per_region": (2, 5),
        "messages.bright.says.quality": (0.7, 0.5),
        "messages.bright.says.novelty": (0.3, 0.5),
        "campaigns.0.weekly_budget": (50.0, 70.0),
    }


def test_another_model_differs_as_a_whole() -> None:
    """Parameters of one model are not compared with those of another."""
    other = small_scenario(distribution={"model": "stalls", "stalls": 2})
    ((path, before, after),) = differences(small_scenario(), other)
    assert (path, before["model"], after["model"]) == ("distribution", "authorized_dealers", "stalls")


def test_hybrids_are_compared_place_by_place() -> None:
    """One model against two: the second is there or not."""
    dealers = {"model": "authorized_dealers", "dealers_per_region": 2}
    both = small_scenario(distribution=[dealers, {"model": "stalls", "stalls": 2}])
    ((path, before, after),) = differences(small_scenario(), both)
    assert (path, before, after["model"]) == ("distribution.1", None, "stalls")
    more = small_scenario(distribution=[{**dealers, "margin": 0.2}, {"model": "stalls", "stalls": 4}])
    assert [path for path, _, _ in differences(both, more)] == [
        "distribution.0.margin",
        "distribution.1.stalls",
    ]


def test_another_policy_differs_as_a_whole() -> None:
    """As another model does, one level down."""
    one = small_scenario(distribution={"model": "authorized_dealers", "pricing": "list_price"})
    other = small_scenario(distribution={"model": "authorized_dealers", "pricing": "undercut"})
    ((path, before, after),) = differences(one, other)
    assert path == "distribution.pricing"
    assert (before["policy"], after["policy"]) == ("list_price", "undercut")


def test_lists_of_words_differ_as_a_whole() -> None:
    """Weeks from 1 to 6 are one thing."""
    campaign = small_world()["campaigns"][0]
    other = small_scenario(campaigns=[{**campaign, "weeks": [1, 7]}])
    assert differences(small_scenario(), other) == [("campaigns.0.weeks", [1, 6], [1, 7])]
