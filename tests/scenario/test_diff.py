"""The settings that differ between two scenarios are told by key path, no more and no less."""

from typing import Any

import pytest

from simulator.scenario.diff import differences
from simulator.scenario.schema import Scenario
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
    left_out = ("product", "regions", "segments", "audiences", "stages", "bid")
    told = {path: (before, after) for path, before, after in differences(one, other)}
    assert told.pop("campaigns.1") == (
        None,
        {**campaign, "weeks": [2, 3], **dict.fromkeys(left_out)},
    )
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


def test_a_map_with_a_key_called_like_a_tag_is_compared_inside() -> None:
    """A line of supply has a field called demand; it is no demand model."""
    one, other = (supply_line_of(one_tier(), process={"process": "constant", "mean": n}) for n in (4, 6))
    assert differences(one, other) == [("distribution.demand.mean", 4.0, 6.0)]


def test_another_process_differs_as_a_whole() -> None:
    """As another policy does."""
    steady = supply_line_of(one_tier(), process={"process": "constant", "mean": 4})
    lucky = supply_line_of(one_tier(), process={"process": "poisson", "mean": 4})
    ((path, before, after),) = differences(steady, lucky)
    assert path == "distribution.demand"
    assert (before, after) == ({"process": "constant", "mean": 4.0}, {"process": "poisson", "mean": 4.0})


def test_another_intervention_differs_as_a_whole() -> None:
    """The one thing that an event does."""
    one, other = (
        small_scenario(events=[{"week": 5, "do": done}])
        for done in ({"price_change": {"times": 0.9}}, {"recommended_price": {"times": 0.9}})
    )
    ((path, before, after),) = differences(one, other)
    assert path == "events.0.do"
    assert (list(before), list(after)) == (["price_change"], ["recommended_price"])


def test_the_order_of_parts_differs() -> None:
    """Sums are formed in it, and the first manufacturer is the focal one."""
    makers = small_world()["manufacturers"]
    turned = small_scenario(manufacturers=dict(reversed(makers.items())), focal="acme")
    told = differences(small_scenario(focal="acme"), turned)
    assert told == [("manufacturers", ["acme", "rival"], ["rival", "acme"])]


def test_a_part_in_the_middle_of_named_parts_is_told_by_name() -> None:
    """Tiers have names; one more does not make all others differ."""
    shop, depot, hall = (one_tier(name) for name in ("shop", "depot", "hall"))
    one, other = supply_line_of(shop, hall), supply_line_of(shop, {**depot, "margin": 0.1}, hall)
    assert [path for path, _, _ in differences(one, other)] == ["distribution.tiers.depot"]


def one_tier(name: str = "shop") -> dict[str, Any]:
    """Return a tier of a line of supply."""
    return {"name": name, "ordering": {"policy": "base_stock", "level": 20}}


def supply_line_of(*tiers: dict[str, Any], process: dict[str, Any] | None = None) -> Scenario:
    """Return a line of supply without customers."""
    demand = process or {"process": "constant", "mean": 4}
    line = {"model": "supply_line", "tiers": list(tiers), "demand": demand}
    nobody: dict[str, Any] = {"segments": {}, "regions": {}, "media": {}, "campaigns": []}
    return small_scenario(customers=0, distribution=line, competition=[], events=[], messages={}, **nobody)
