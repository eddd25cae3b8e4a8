"""Worlds around the shipped one: what people value, prices, margins, reach and needs drawn anew for each.

Small, so that a hundred of them can be played in several ways: what is measured are signs and probabilities,
which hang little on the number of customers.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simulator.scenario.load import load
from simulator.scenario.schema import Scenario

SHIPPED = Path(__file__).parents[2] / "scenarios"
WEEKS, CUSTOMERS = 12, 800
BUSY = 4
"""How much oftener people need a machine than in the shipped world, to make up for being fewer."""


@cache
def shipped() -> dict[str, Any]:
    """Return the shipped world in plain values."""
    return load(SHIPPED / "espresso.yaml").model_dump(mode="json")


type Place = tuple[int, int]
"""Which draw of worlds, and which of them; the second is also the seed it is played with."""


@cache
def world(place: Place) -> dict[str, Any]:
    """Return a world: in each of three regions two dealers at list price and a cheaper one."""
    draw = np.random.default_rng(place)

    def about(value: float, spread: float = 0.3) -> float:
        return float(value * draw.uniform(1 - spread, 1 + spread))

    segments = {name: dict(segment) for name, segment in shipped()["segments"].items()}
    for segment in segments.values():
        segment["values"] = {benefit: about(value) for benefit, value in segment["values"].items()}
        segment["price_sensitivity"] = about(segment["price_sensitivity"])
        need = segment["needs"]["espresso"]
        segment["needs"] = {"espresso": {**need, "per_year": about(BUSY * need["per_year"])}}
        segment["advice_effort"] = about(segment["advice_effort"])
    products = {name: dict(product) for name, product in shipped()["products"].items()}
    for product in products.values():
        product["list_price"] = about(product["list_price"], 0.1)
    reach, margin = about(0.22), float(draw.uniform(0.45, 0.5))
    cheaper = {"policy": "list_price", "share": float(draw.uniform(0.88, 0.93))}
    return {
        **shipped(),
        "name": f"world {place[1]}",
        "weeks": WEEKS,
        "customers": CUSTOMERS,
        "segments": segments,
        "products": products,
        "distribution": [
            dealers(reach, margin, dealers_per_region=2),
            dealers(reach, margin, dealers_per_region=1, label="discounters", pricing=cheaper),
        ],
    }


def dealers(reach: float, margin: float, **terms: Any) -> dict[str, Any]:
    """Return three dealers a region with plenty of stock."""
    plain = {
        "model": "authorized_dealers",
        "dealers_per_region": 3,
        "opening_stock": 200,
        "price_floor": None,
    }
    return {**plain, "reach": reach, "margin": margin, **terms}


def scenario(plain: dict[str, Any], **changes: Any) -> Scenario:
    """Return a world with some of it replaced."""
    return Scenario.model_validate({**plain, **changes}, strict=False)
