"""Shipped scenarios as patterns are put to them: more customers, so that an answer stands out from luck."""

import json
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"
GROWTH = 5
"""How many times as many customers, and budgets to match."""


@cache
def _plain(name: str) -> dict[str, Any]:
    return load(SCENARIOS / f"{name}.yaml").model_dump(mode="json")


def grown(name: str) -> dict[str, Any]:
    """Return a shipped scenario in plain values, with more customers and plenty of stock."""
    whole: dict[str, Any] = json.loads(json.dumps(_plain(name)))
    whole["customers"] *= GROWTH
    for campaign in whole["campaigns"]:
        campaign["weekly_budget"] *= GROWTH
    for maker in whole["manufacturers"].values():
        maker["opening_stock"] *= 20 * GROWTH
    for way in (*whole["distribution"], *whole["competition"]):
        for stock in {"opening_stock", "wholesale_stock"} & way.keys():
            way[stock] *= 20 * GROWTH
    return whole


def as_shipped(name: str, seed: int) -> Ledger:
    """Play a shipped scenario as it stands."""
    return simulate(load(SCENARIOS / f"{name}.yaml"), seed)


def played(whole: dict[str, Any], seed: int) -> Ledger:
    """Play a scenario in plain values."""
    return simulate(Scenario.model_validate_json(json.dumps(whole)), seed)


def sold(whole: dict[str, Any], seed: int) -> float:
    """Return units of the focal manufacturer's products sold to customers."""
    return float(measure(played(whole, seed), "units_sold"))


def elasticity(before: float, after: float, times: float) -> float:
    """Return per cent of change in an answer for one per cent in what was multiplied."""
    return log(after / before) / log(times)


def focal(whole: dict[str, Any]) -> list[str]:
    """Return the products of the focal manufacturer."""
    return [name for name, product in whole["products"].items() if product["maker"] == whole["focal"]]


def repriced(whole: dict[str, Any], times: float) -> dict[str, Any]:
    """Return a scenario with the focal list prices changed; contracts follow them."""
    names = focal(whole)
    products = {
        name: {**product, "list_price": product["list_price"] * (times if name in names else 1)}
        for name, product in whole["products"].items()
    }
    return {**whole, "products": products}


def advertised(whole: dict[str, Any], times: float) -> dict[str, Any]:
    """Return a scenario with the budgets of the focal manufacturer's campaigns changed."""
    about = (None, *focal(whole))
    campaigns = [
        {
            **campaign,
            "weekly_budget": campaign["weekly_budget"] * (times if campaign["product"] in about else 1),
        }
        for campaign in whole["campaigns"]
    ]
    return {**whole, "campaigns": campaigns}


def by_way(whole: dict[str, Any], **terms: Any) -> dict[str, Any]:
    """Return a scenario with terms of its first distribution model changed."""
    first, *others = whole["distribution"]
    return {**whole, "distribution": [{**first, **terms}, *others]}
