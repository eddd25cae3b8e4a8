"""Supply twice: member by member and all shelves at once write the same ledger, entry by entry."""

from typing import Any

import pytest
from pydantic import PrivateAttr

from simulator.catalog.ordering.base_stock import BaseStock
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.goods.columns.eligibility import fits_columns
from simulator.market.goods.columns.inventory_row import distinct
from simulator.market.goods.columns.week import supply_in_columns
from simulator.market.members.wholesaler import Wholesaler
from simulator.market.simulate import opened, simulate, use_columns_if_faster
from simulator.scenario.schema import Scenario
from tests.worlds.pool import World
from tests.worlds.supply_lines import supply_line
from tests.worlds.trees import tree


def together(scenario: Scenario, seed: int) -> Ledger:
    """Play a market all shelves at once, however few they are."""
    market = opened(scenario, seed)
    assert fits_columns(market)
    market.phases = supply_in_columns(market)
    for _ in range(scenario.weeks):
        market.step()
    return market.ledger.close()


@pytest.mark.worlds("tree", "opened tree")
def test_both_ways_of_moving_goods_write_equal_ledgers(world: World) -> None:
    """Scarce goods, letters, late ships, half-kept orders, spoilage, capacities: not one entry differs."""
    scenario, seed = world.given
    one_by_one = simulate(scenario.model_copy(update={"crowd": "one_by_one"}), seed)
    at_once = together(scenario, seed)

    assert at_once.content_hash() == one_by_one.content_hash(), difference(one_by_one, at_once)


def test_who_looks_down_sees_those_below_whom_another_product_parts_from_it() -> None:
    """The second of three lacks porter, which its user wants: it still stands between the two."""
    keeps: dict[str, Any] = {"policy": "base_stock", "level": 12.0}
    looks = {"policy": "echelon_base_stock", "level": 30.0}
    nodes = [
        {"above": -1, "ordering": keeps},
        {"above": 0, "ordering": looks},
        {"above": 1, "ordering": keeps, "lacks": ["porter"]},
        {"above": 2, "uses": {"process": "poisson", "mean": 4.0}},
    ]
    scenario = tree(nodes, weeks=10)

    one_by_one = simulate(scenario.model_copy(update={"crowd": "one_by_one"}), 1)
    assert one_by_one.count("shipment") > 20
    assert difference(one_by_one, together(scenario, 1)) == ""


def test_rules_that_only_look_alike_are_asked_apart() -> None:
    """What a rule keeps to itself is not in its name."""

    class Secret(BaseStock):
        """Wants more than it says."""

        _more: int = PrivateAttr(default=0)

    quiet, loud, same = Secret(level=3.0), Secret(level=3.0), Secret(level=3.0)
    loud._more = 9
    assert distinct([quiet, loud, same, loud])[1] == [0, 1, 0, 1]


LINES = {
    "lines": 6,
    "tiers": [
        {
            "name": name,
            "opening_stock": 12,
            "margin": 0.1,
            "ordering": {"policy": "base_stock", "level": 12.0},
        }
        for name in ("depot", "stockist")
    ],
    "demand": {"process": "poisson", "mean": 4.0},
}
UNSUITED: dict[str, dict[str, Any]] = {
    "an event": {"events": [{"week": 3, "who": "acme", "do": {"trade_terms": {"times": 0.9}}}]},
    "a departure": {"events": [{"week": 3, "do": {"depart": {"member": "acme depot 1"}}}]},
    "one member after another": {"crowd": "one_by_one"},
}


def test_members_who_only_keep_stock_are_played_together() -> None:
    """And not one by one: nobody's own stockroom moves."""
    market = opened(supply_line(8, **LINES))
    use_columns_if_faster(market)
    before = {name: dict(agent.stock.on_hand) for name, agent in market.members.items()}
    for _ in range(8):
        market.step()

    assert {name: dict(agent.stock.on_hand) for name, agent in market.members.items()} == before
    assert market.ledger.count("shipment") > 8 * 6


@pytest.mark.parametrize("changes", UNSUITED.values(), ids=UNSUITED)
def test_whatever_else_happens_is_played_one_by_one(changes: dict[str, Any]) -> None:
    """Columns know nothing of it, and are not asked."""
    market = opened(supply_line(8, **LINES).changed(**changes))
    assert not fits_columns(market)

    one_by_one = market.phases
    use_columns_if_faster(market)
    assert market.phases == one_by_one


def test_an_agent_with_a_head_of_its_own_is_asked() -> None:
    """A kind of agent that orders otherwise than by its rule is played one by one."""

    class Stubborn(Wholesaler):
        """Orders seven of everything."""

        def reorder(self, product: str, week: int, lead_time_weeks: int) -> float:
            """Return seven."""
            del product, week, lead_time_weeks
            return 7.0

    market = opened(supply_line(8, **LINES))
    assert fits_columns(market)
    name = next(name for name, agent in market.members.items() if isinstance(agent, Wholesaler))
    market.members[name] = Stubborn(market, market.header.member(name))
    assert not fits_columns(market)
