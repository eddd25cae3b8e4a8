"""Edges of supply where there are so many members that all shelves are played at once.

Nothing is wanted, everything at once, one unit a week, goods that never come, a memory that runs full: goods
and money are where they should be, and the same ones as member by member.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from simulator.domain.registries import METRICS
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure, metric_named
from simulator.market.simulate import opened, simulate, use_columns_if_faster
from tests.draws import DRAW
from tests.market.entry_exit.test_departure import table
from tests.market.goods.test_supply_edges import is_conserved
from tests.worlds.supply_lines import supply_line

LINES, WEEKS = 8, 20
POISSON = {"process": "poisson", "mean": 4.0}
KEEPS = {"policy": "base_stock", "level": 20.0}
LOOKS_BACK = {"policy": "order_up_to", "window": 26}
type Edge = tuple[dict[str, Any], Callable[[Ledger], bool]]


def units(ledger: Ledger, kind: str) -> int:
    """Return how much there was of a kind of entry, in all [steps]."""
    return int(table(ledger, kind)["units"].sum())


def tier(name: str, **more: Any) -> dict[str, Any]:
    """Return a tier that keeps some stock."""
    return {"name": name, "ordering": KEEPS, "lead_time_weeks": 1, "opening_stock": 20} | more


def line(demand: dict[str, Any] = POISSON, weeks: int = WEEKS, **more: Any) -> dict[str, Any]:
    """Return lines of two that serve a stream of demand; what is said of a tier holds for both."""
    maker = {"maker": more.pop("maker", {"production_weeks": 0, "ordering": KEEPS})}
    waits = {"waits": more.pop("waits", True)}
    tiers = [tier(name, **more) for name in ("depot", "stockist")]
    return {"weeks": weeks, "lines": LINES, "tiers": tiers, "demand": demand} | maker | waits


BURST = {"process": "listed", "weeks": [4.0, 4.0, 1000.0, *[4.0] * (WEEKS - 3)]}
ONE_A_WEEK = {"weekly_capacity": 1, "production_weeks": 0, "ordering": KEEPS}
NEVER_MADE = {"production_weeks": 104, "ordering": KEEPS}
EDGES: dict[str, Edge] = {
    "nobody wants anything": (
        line({"process": "constant", "mean": 0.0}),
        lambda ledger: units(ledger, "consumption") == 0 and np.isnan(measure(ledger, "bullwhip")),
    ),
    "a burst that is waited for": (
        line(BURST),
        lambda ledger: ledger.count("cancellation") == 0 and units(ledger, "consumption") > 1000 * LINES,
    ),
    "a burst that is lost": (
        line(BURST, waits=False),
        lambda ledger: (
            units(ledger, "cancellation") > 900 * LINES and units(ledger, "consumption") < 200 * LINES
        ),
    ),
    "one unit of capacity": (
        line(maker=ONE_A_WEEK, opening_stock=0),
        lambda ledger: 0 < units(ledger, "consumption") <= units(ledger, "production") <= WEEKS,
    ),
    "no capacity at all": (
        line(maker=ONE_A_WEEK | {"weekly_capacity": 0}, opening_stock=0),
        lambda ledger: units(ledger, "order") > 0 == units(ledger, "shipment"),
    ),
    "ways longer than the run": (
        line(lead_time_weeks=104),
        lambda ledger: (
            units(ledger, "consumption") == 20 * LINES and table(ledger, "shipment")["arrives"].max() > 104
        ),
    ),
    "letters longer than the run": (
        line(order_weeks=104, opening_stock=0),
        lambda ledger: units(ledger, "order") > 0 == units(ledger, "shipment"),
    ),
    "making that takes longer than the run": (
        line(maker=NEVER_MADE, opening_stock=0),
        lambda ledger: units(ledger, "production") > 0 == units(ledger, "shipment"),
    ),
    "no time at all": (
        line(lead_time_weeks=0),
        lambda ledger: measure(ledger, "delivery_time") == 0,
    ),
    "a memory that runs full": (
        line(weeks=60, ordering=LOOKS_BACK),
        lambda ledger: table(ledger, "order")["week"].max() == 60,
    ),
}


@pytest.mark.by_day(4)
@pytest.mark.parametrize(("way", "holds"), EDGES.values(), ids=EDGES)
def test_an_edge_is_what_it_is_member_by_member(way: dict[str, Any], holds: Callable[[Ledger], bool]) -> None:
    """All shelves at once: equal entries, everything conserved, and every metric answers."""
    scenario = supply_line(**way)
    market = opened(scenario)
    one_by_one = market.phases
    use_columns_if_faster(market)
    assert market.phases != one_by_one

    seed = int(DRAW.integers(1000))
    ledger = simulate(scenario, seed)
    assert difference(simulate(scenario.changed(crowd="one_by_one"), seed), ledger) == ""
    assert is_conserved(ledger)
    assert holds(ledger)
    for name in METRICS.names():
        if metric_named(name).lacks(ledger.header.scenario) is None:
            assert isinstance(measure(ledger, name), float)
