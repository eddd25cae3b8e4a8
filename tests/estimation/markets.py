"""Markets of which an estimator is told only the choices: two products in three kinds of shop, and deals."""

from typing import Any

from experiments.validation._markets import plain_market, shops
from simulator.scenario.schema import Scenario

DISSIMILARITY, SENSITIVITY = 0.5, 0.03
APPEALS, HABITS = {"a": 2.6, "b": 2.0}, {"kiosk": 0.0, "shop": 0.4, "web": -0.3}
PRICE_SPREAD, REMOTE_SPREAD = 0.4, 1.0
DEPTH = 0.5
"""How much a deal takes off [share of the price]."""
CYCLES = {
    ("a", "kiosk"): (2, 1), ("a", "shop"): (4, 2), ("a", "web"): (8, 4),
    ("b", "kiosk"): (3, 1), ("b", "shop"): (6, 3), ("b", "web"): (12, 6),
}  # fmt: skip
"""From deal to deal, and how long a deal lasts, of each product in each kind of shop [weeks]."""
CHOICE = {
    "nesting": "product",
    "dissimilarity": {"product": DISSIMILARITY, "kind": 1.0, "outlet": DISSIMILARITY, "advice": 1.0},
    "crowding": 0.0,
}


def market(weeks: int, customers: int, people: dict[str, Any] | None = None, **scarce: Any) -> Scenario:
    """Return a market with journeys; *people* adds to their segment, *scarce* to the shops of product a."""
    ways = [shop(product, kind, **(scarce if product == "a" else {})) for product, kind in CYCLES]
    made = {name: {"unit_cost": 10, "list_price": 100, "appeal": appeal} for name, appeal in APPEALS.items()}
    who = {"price_sensitivity": SENSITIVITY, "habits": HABITS, **(people or {})}
    return plain_market(weeks, customers, made, who, distribution=ways, choice=CHOICE, detail="journeys")


def shop(product: str, kind: str, **scarce: Any) -> dict[str, Any]:
    """Return one shop of a kind with one product, with deals in a cycle of its own; a web store is remote."""
    cycle, weeks = CYCLES[product, kind]
    pricing = {"policy": "hi_lo", "cycle_weeks": cycle, "deal_weeks": weeks, "depth": DEPTH, "first_deal": 1}
    terms = {
        "label": f"{kind} of {product}", "products": [product], "outlet_format": kind, "pricing": pricing,
        **shops(**scarce),
    }  # fmt: skip
    if kind == "web":
        return {"model": "direct_automated", **terms}
    return {"model": "authorized_dealers", "dealers_per_region": 1, **terms}
