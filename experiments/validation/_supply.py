"""Supply lines of the textbook: tiers that order by a rule, a stream of demand, what ledgers say of stock.

Several lines side by side are as many independent runs, if the manufacturer makes what is ordered in the
moment it is ordered. Demand comes before orders here: a lead time of L weeks exposes who orders to L weeks of
demand, and what is published as "order before demand, lead time L" is a lead time of L + 1.
"""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

type Weekly = NDArray[np.float64]
"""Units by line and week, [lines, weeks]."""

AMPLE = {"production_weeks": 0, "ordering": {"policy": "base_stock", "level": 0.0}}
"""A manufacturer who never runs short, and never has anything either."""


def supply_line(
    weeks: int, step: float, tiers: list[dict[str, Any]], maker: dict[str, Any] | None = None, **way: Any
) -> Scenario:
    """Return a market of one product that reaches a stream of demand through tiers, in steps of goods."""
    whole = {
        "schema_version": 1,
        "name": "a supply line of the textbook",
        "weeks": weeks,
        "customers": 0,
        "units": {"quantity_step": step, "money_step": 0.000001},
        "manufacturers": {"acme": maker or AMPLE},
        "products": {
            "beer": {
                "maker": "acme",
                "category": "drink",
                "unit_cost": 50.0,
                "list_price": 100.0,
                "attributes": {},
            }
        },
        "distribution": {"model": "supply_line", "tiers": tiers, **way},
    }
    return Scenario.model_validate_json(json.dumps(whole))


def weekly(ledger: Ledger, kind: str, who: str, name: str, when: str = "week") -> Weekly:
    """Return the units that entries of a kind hold for a tier, or for buyers, of each line and week."""
    header, rows = ledger.header, ledger.columns(kind)
    names = [member.name for member in header.members if member.name.removeprefix("acme ").startswith(name)]
    names = names or [name]
    line = np.full(len(header.parties), -1)
    line[[header.code(each) for each in names]] = np.arange(len(names))
    at, week, weeks = line[rows[who]], rows[when], header.scenario.weeks
    inside = (at >= 0) & (week >= 1) & (week <= weeks)
    counted = np.bincount(at[inside] * weeks + week[inside] - 1, rows["units"][inside], len(names) * weeks)
    return counted.reshape(len(names), weeks) * header.scenario.units.quantity_step


def on_hand(ledger: Ledger, name: str) -> Weekly:
    """Return the stock of a tier at the end of each week [units]."""
    return weekly(ledger, "stock", "member", name)


def on_the_way(ledger: Ledger, name: str) -> Weekly:
    """Return what is on its way to a tier at the end of each week [units]."""
    sent = weekly(ledger, "shipment", "buyer", name)
    return np.cumsum(sent - weekly(ledger, "shipment", "buyer", name, "arrives"), axis=1)


def backlog(ledger: Ledger, name: str, order_weeks: int = 0) -> Weekly:
    """Return what a tier has been ordered, so many weeks after it was sent, and still owes [units]."""
    asked = weekly(ledger, "order", "supplier", name)
    seen = np.roll(asked, order_weeks, axis=1)
    seen[:, :order_weeks] = 0.0
    gone = weekly(ledger, "shipment", "supplier", name) + weekly(ledger, "cancellation", "supplier", name)
    return np.cumsum(seen - gone, axis=1)


def filled_at_once(ledger: Ledger, name: str) -> Weekly:
    """Return what was wanted of a tier and shipped in the same week, oldest orders first [units]."""
    owed = backlog(ledger, name)
    before = np.hstack([np.zeros((len(owed), 1)), owed[:, :-1]])
    sent = weekly(ledger, "shipment", "supplier", name)
    return np.clip(sent - before, 0.0, weekly(ledger, "order", "supplier", name))
