"""Markets of one product that everybody wants, at one shop at hand for all that is never out of stock."""

from typing import Any

from experiments.validation._markets import plain_market, shops
from simulator.scenario.schema import Scenario

ALWAYS = 45.0
"""Appeal at which whoever needs something buys it [utils]."""
SHOP = {"model": "authorized_dealers", "dealers_per_region": 1, **shops()}


def market(
    weeks: int,
    customers: int,
    need: dict[str, Any],
    product: dict[str, Any] | None = None,
    people: dict[str, Any] | None = None,
    **ways: Any,
) -> Scenario:
    """Return such a market and a need of its customers; with terms of its product and people."""
    lamp = {"unit_cost": 5, "list_price": 10, "appeal": ALWAYS, **(product or {})}
    who = {"price_sensitivity": 0.0, "needs": {"light": need}, **(people or {})}
    return plain_market(
        weeks, customers, {"lamp": lamp}, who, **{"distribution": SHOP, "detail": "sales", **ways}
    )
