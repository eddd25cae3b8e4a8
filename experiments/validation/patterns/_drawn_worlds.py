"""Drawn worlds: twenty worlds around the three shipped ones, to ask a pattern of more than one world.

Seeds 1 … 20 and what is drawn were fixed before needs were split and before the shipped worlds were given
needs that last; a world is never drawn again because its answer is unwelcome. World 1 is an espresso world,
2 a battery world, 3 a software world, and so on. Within a third: what people value, how sensitive they are to
price, how often they need something, and the dealers' reach; within a tenth: list prices. Drawn anew: habits,
how long needs last, how they are searched further, how many dealers there are, and which alike offers come
first. Appeal is not set again, so that the worlds are as price-sensitive as they come out.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ._shipped import grown

SEEDS = 20
BASES = ("espresso_dealers_craft", "batteries_dealers_lasting", "software_dealers_know_how")
PATIENCE = {"batteries": (1, 4)}
"""Least and most weeks for which a need may last, by category [weeks]."""
PATIENCE_ELSEWHERE = (4, 26)
STORES = ("espresso_direct_craft", "batteries_direct_lasting", "software_direct_know_how")
"""Shipped worlds whose first distribution model is the web store that is opened."""
FEWER = {"batteries": 2000}
"""Customers of a drawn world, by category: those of battery worlds need something every few weeks."""
CUSTOMERS = 20_000

type About = Callable[[float], float]


def drawn_world(seed: int) -> dict[str, Any]:
    """Return a world in plain values; its first distribution model has dealers at the list price."""
    draw = np.random.default_rng((2026, 15, seed))

    def about(value: float, spread: float = 0.3) -> float:
        return float(value * draw.uniform(1 - spread, 1 + spread))

    whole = grown(BASES[(seed - 1) % len(BASES)])
    (category,) = {product["category"] for product in whole["products"].values()}
    customers = FEWER.get(category, CUSTOMERS)
    for campaign in whole["campaigns"]:
        campaign["weekly_budget"] *= customers / whole["customers"]
    for product in whole["products"].values():
        product["list_price"] = about(product["list_price"], 0.1)
    for segment in whole["segments"].values():
        _redraw(segment, draw, about)
    first, *others = whole["distribution"]
    first = {
        **first,
        "reach": about(first["reach"]),
        "dealers_per_region": int(draw.integers(2, 5)),
        "lead_time_weeks": 1,
    }
    nesting = str(draw.choice(["product", "kind", "both"]))
    return {
        **whole,
        "name": f"drawn world {seed}",
        "customers": customers,
        "distribution": [first, *others],
        "choice": {**whole["choice"], "nesting": nesting},
    }


def web_store(seed: int) -> dict[str, Any]:
    """Return the distribution model of a store in a drawn world: the shipped one's, a tenth cheaper."""
    store: dict[str, Any] = grown(STORES[(seed - 1) % len(STORES)])["distribution"][0]
    return {**store, "price": 0.9}


def _redraw(segment: dict[str, Any], draw: np.random.Generator, about: About) -> None:
    """Draw what a segment values, its price sensitivity, its habits, and its needs and how long they last."""
    segment["values"] = {benefit: about(value) for benefit, value in segment["values"].items()}
    segment["price_sensitivity"] = about(segment["price_sensitivity"])
    segment["habits"] = {kind: habit + draw.uniform(-0.3, 0.3) for kind, habit in segment["habits"].items()}
    for category, need in segment["needs"].items():
        least, most = PATIENCE.get(category, PATIENCE_ELSEWHERE)
        need |= {
            "per_year": about(need["per_year"]),
            "lasts_weeks": int(draw.integers(least, most + 1)),
            "kept_per_week": float(draw.uniform(0.8, 0.97)),
            "search_growth": float(draw.uniform(0.0, 0.5)),
        }
