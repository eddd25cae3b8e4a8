"""A rule that orders in lots breaks none: not for a minimum, not under another rule, not for a capacity."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.registries import ORDERING
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.market.goods.columns.test_week import together
from tests.worlds.supply_lines import by_week, supply_line

LOTS = {"policy": "reorder_point_lot_size", "reorder_at": 20, "lot": 30}
type Play = Callable[[Scenario, int], Ledger]


def one_by_one(scenario: Scenario, seed: int) -> Ledger:
    """Play a market member by member."""
    return simulate(scenario.changed(crowd="one_by_one"), seed)


WAYS = (one_by_one, together)
WEEKS = 20


def line(ordering: dict[str, Any], minimum: int = 48, **changes: Any) -> Scenario:
    """Return a shop that sells 10 a week and orders by a rule, with a minimum order."""
    shop = {"name": "shop", "lead_time_weeks": 1, "opening_stock": 40, "ordering": ordering}
    demand = {"process": "constant", "mean": 10}
    scenario = supply_line(WEEKS, tiers=[shop], demand=demand)
    terms = [{"to": {"tier": "shop"}, "minimum_order": minimum}]
    return scenario.changed(contracts=terms, **changes)


def ordered(scenario: Scenario, play: Play) -> set[int]:
    """Return the sizes of the shop's orders [steps]."""
    return set(by_week(play(scenario, 1), "order", "buyer", "acme shop")) - {0}


@pytest.mark.parametrize("play", WAYS)
@pytest.mark.parametrize(("minimum", "size"), [(48, 60), (60, 60), (61, 90), (1, 30), (0, 30), (30, 30)])
def test_a_minimum_is_met_in_whole_lots(play: Play, minimum: int, size: int) -> None:
    """Cases of 30, at least 48: two cases, 60."""
    assert ordered(line(LOTS, minimum), play) == {size}


@pytest.mark.parametrize("play", WAYS)
def test_a_minimum_in_units_and_lots_in_steps(play: Play) -> None:
    """In half units 48 are 96 steps, so four lots of 30 steps, 60 units."""
    assert ordered(line(LOTS, 48, units={"quantity_step": 0.5}), play) == {120}


@pytest.mark.parametrize("play", WAYS)
@pytest.mark.parametrize(
    "rule",
    [
        {"policy": "shortage_gaming", "most": 1.37, "rule": LOTS},
        {"policy": "forward_buying", "rule": LOTS},
        {"policy": "periodic_review", "weeks": 3, "rule": LOTS},
        {"policy": "fixed_schedule", "orders": [60], "then": LOTS},
        {"policy": "periodic_review", "weeks": 2, "rule": {"policy": "shortage_gaming", "rule": LOTS}},
    ],
)
def test_a_rule_around_it_breaks_no_lot(play: Play, rule: dict[str, Any]) -> None:
    """Also while the supplier is short, which makes a rule that games order 1.37 times as much."""
    makers = {"acme": {"ordering": {"policy": "base_stock", "level": 0}, "weekly_capacity": 8}}
    sizes = ordered(line(rule, 31, manufacturers=makers), play)
    assert sizes
    assert all(size % 30 == 0 and size >= 60 for size in sizes)


@pytest.mark.parametrize("play", WAYS)
def test_before_a_rule_takes_over_its_lots_are_none(play: Play) -> None:
    """A plan of 7 a week is played as it stands."""
    plan = {"policy": "fixed_schedule", "orders": [7] * WEEKS, "then": LOTS}
    assert ordered(line(plan, 0), play) == {7}


@pytest.mark.parametrize("play", WAYS)
def test_without_batching_an_order_has_any_size(play: Play) -> None:
    """Neither lots nor a minimum: what brings the position above 20."""
    sizes = ordered(line(LOTS, 48, switched_off=["batching"]), play)
    assert any(size % 30 for size in sizes)


@pytest.mark.parametrize("play", WAYS)
@pytest.mark.parametrize(("capacity", "made"), [(30, {30}), (50, {30}), (60, {60}), (89, {60}), (500, {90})])
def test_capacity_makes_whole_lots(play: Play, capacity: int, made: set[int]) -> None:
    """Of three lots wanted as many as capacity allows: 50 a week make one of 30."""
    rule = {**LOTS, "reorder_at": 89}
    makers = {"acme": {"production_weeks": 40, "weekly_capacity": capacity, "ordering": rule}}
    ledger = play(line({"policy": "fixed_schedule"}, 0, manufacturers=makers), 1)
    assert by_week(ledger, "production", "member", "acme")[0] in made


@pytest.mark.parametrize("play", WAYS)
def test_products_share_a_capacity_in_whole_lots(play: Play) -> None:
    """Two want a lot of 30 each, 50 can be made: one of them is, by luck."""
    scenario = line({"policy": "fixed_schedule"}, 0)
    beer = scenario.products["beer"]
    makers = {"acme": {"production_weeks": 40, "weekly_capacity": 50, "ordering": {**LOTS, "reorder_at": 0}}}
    shared = scenario.changed(products={"ale": beer, "beer": beer}, manufacturers=makers)
    made = play(shared, 1).table("production")
    assert made[made["week"] == 1]["units"].tolist() == [30]


@pytest.mark.parametrize("play", WAYS)
def test_a_lot_larger_than_a_weeks_capacity_takes_several_weeks(play: Play) -> None:
    """A lot of 30 at 20 a week: 20 in the first, and in the second what the rule still lacks."""
    rule = {"policy": "reorder_point_lot_size", "reorder_at": 0, "lot": 30}
    makers = {"acme": {"production_weeks": 40, "weekly_capacity": 20, "ordering": rule}}
    ledger = play(line({"policy": "fixed_schedule"}, 0, manufacturers=makers), 1)
    assert by_week(ledger, "production", "member", "acme")[0] == 20


def test_every_rule_in_lots_says_so() -> None:
    """A rule with a parameter called lot orders in lots of it."""
    for name, entry in ORDERING.items():
        says_so = entry.lot_size is not OrderingPolicy.lot_size
        holds = {"lot", "rule", "then"} & set(entry.model_fields)
        assert says_so == bool(holds), name
