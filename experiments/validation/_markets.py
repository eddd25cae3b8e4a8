"""Markets of the textbook: one region, everybody knows everything, and only price tells offers apart.

What is measured comes from ledgers: prices from postings and shipments, quantities from sales, profits
from payments.
"""

import json
from typing import Any

from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

STEP = 0.000001
"""Money is counted finely, so that rounding does not stop a price on its way [currency]."""
PLENTY = 1_000_000
"""Stock that never runs out [units]."""
REST = 1e-5
"""How near to their rest rules of adjustment have come by the weeks that are watched [share]."""


FLAT = {"dissimilarity": dict.fromkeys(("product", "kind", "outlet", "advice"), 1.0), "crowding": 0.0}
"""Choice as in the flat logit: offers are alike in nothing."""


def plain_market(
    weeks: int, customers: int, products: dict[str, Any], people: dict[str, Any], **ways: Any
) -> Scenario:
    """Return a market of products (cost, list price, appeal, maker if not acme) and ways to sell them."""
    made = {
        name: {"maker": "acme", "category": "light", "attributes": {}, **product}
        for name, product in products.items()
    }
    makers = dict.fromkeys(product["maker"] for product in made.values())
    who = {"share": 1.0, "values": {}, "needs": {"light": {"per_year": 52}}, **people}
    plain = {
        "schema_version": 1,
        "name": "a market of the textbook",
        "weeks": weeks,
        "customers": customers,
        "units": {"money_step": STEP},
        "products": made,
        "manufacturers": {
            m: {"opening_stock": PLENTY, "ordering": "chase_demand", "production_weeks": 0} for m in makers
        },
        "segments": {"all": who},
        "regions": {"here": {"share": 1.0}},
        "response": {"initial_adstock": 50.0, "retention": 1.0},
        "choice": FLAT,
        **ways,
    }
    return Scenario.model_validate_json(json.dumps(plain))


def shops(**terms: Any) -> dict[str, Any]:
    """Return what makes a distribution model plain: everywhere at hand, never out of stock, no advice."""
    return {
        "reach": 1.0,
        "expertise": 0.0,
        "credibility": 0.0,
        "lead_time_weeks": 0,
        "opening_stock": PLENTY,
        "ordering": "chase_demand",
        **terms,
    }


def responding(belief: dict[str, Any], **terms: Any) -> dict[str, Any]:
    """Return a best response by a belief, quick enough for a short run.

    Whoever averages 12 weeks of sales is still 0.03 % off, and swings, when it is watched; with 6 weeks
    it is less than 0.002 %.
    """
    return {"policy": "best_response", "demand_model": belief, "adjustment": 0.5, "window": 6, **terms}


def measured(ledger: Ledger, watched: int) -> dict[str, float]:
    """Return what the last weeks were like, each in the mean of a week.

    Each outlet's price, in the mean and of each product, and units; what each member paid its supplier;
    what each, and all of them together, earned by buying, making, selling and handling.
    """
    after, step = ledger.last_week - watched, ledger.header.scenario.units.money_step
    tables = {kind: ledger.table(kind, steps=True) for kind in ("posting", "sale", "shipment", "payment")}
    late = {kind: table[table["week"] > after] for kind, table in tables.items()}
    found: dict[str, float] = {}
    for outlet, rows in late["posting"].groupby("outlet", observed=True):
        found[f"price {outlet}"] = rows["price"].mean() * step
    for (outlet, product), rows in late["posting"].groupby(["outlet", "product"], observed=True):
        found[f"price {outlet} of {product}"] = rows["price"].mean() * step
    for outlet, rows in late["sale"].groupby("outlet", observed=True):
        found[f"units {outlet}"] = rows["units"].sum() / watched
    for buyer, rows in late["shipment"].groupby("buyer", observed=True):
        found[f"paid {buyer}"] = float((rows["price"] * rows["units"]).sum() / rows["units"].sum()) * step
    reasons = ["sale", "goods", "production", "commission", "handling"]
    trade = late["payment"][late["payment"]["reason"].isin(reasons)]
    for member in ledger.header.members:
        got = trade[trade["payee"] == member.name]["amount"].sum()
        gave = trade[trade["payer"] == member.name]["amount"].sum()
        found[f"profit {member.name}"] = float(got - gave) * step / watched
    found["profit of all"] = sum(value for name, value in found.items() if name.startswith("profit "))
    return found
