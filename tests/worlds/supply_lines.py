"""Supply lines for tests: a market without customers, whose demand is a stream; goods cost 1, sell at 10."""

import json
from typing import Any

from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

AMPLE = {"production_weeks": 0, "ordering": {"policy": "base_stock", "level": 0.0}}
"""A manufacturer who makes what is ordered in the moment it is ordered."""


def supply_line(weeks: int, maker: dict[str, Any] | None = None, step: float = 1.0, **way: Any) -> Scenario:
    """Return a market of one product that reaches a stream of demand along lines."""
    whole = {
        "schema_version": 1,
        "name": "supply line",
        "weeks": weeks,
        "customers": 0,
        "units": {"quantity_step": step},
        "manufacturers": {"acme": {**AMPLE, **(maker or {})}},
        "products": {
            "beer": {
                "maker": "acme",
                "category": "drink",
                "unit_cost": 1.0,
                "list_price": 10.0,
                "attributes": {},
            }
        },
        "distribution": {"model": "supply_line", **way},
    }
    return Scenario.model_validate_json(json.dumps(whole))


def by_week(ledger: Ledger, kind: str, who: str, name: str, when: str = "week") -> list[int]:
    """Return the units of a kind of a member, week by week from 1 to the end [steps]."""
    table = ledger.table(kind, steps=True)
    mine = table[table[who].astype(str) == name]
    units = mine.groupby(when)["units"].sum()
    return [int(units.get(week, 0)) for week in range(1, ledger.header.scenario.weeks + 1)]
