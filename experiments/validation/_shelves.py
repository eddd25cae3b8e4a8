"""Shelves: markets in which shops with little room, or luck, decide what customers can choose from.

Every customer shops at one outlet and needs one unit a week; each product has a maker of its own.
"""

import json
from typing import Any

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import rows_of
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.share_vs_distribution import share_against_distribution

from ._markets import FLAT

MOST = 40.0
"""Appeal at which nobody goes without [utils]."""
NEVER = {"policy": "base_stock", "level": 0.0}
SHOPS = {
    "model": "category_retail",
    "reach": 1.0,
    "opening_stock": 10**6,
    "buy_back": 1.0,
    "lead_time_weeks": 0,
    "advice_cost": 0.0,
    "ordering": NEVER,
}


def world(appeals: list[float], ways: list[dict[str, Any]], **changes: Any) -> Scenario:
    """Return a market of one need a week, products of a maker each, and plenty of stock."""
    regions = changes.pop("regions", 1)
    whole = {
        "schema_version": 1,
        "choice": FLAT,
        "name": "shelves",
        "candidates": 1,
        "manufacturers": {f"m{n}": {"ordering": NEVER} for n in range(len(appeals))},
        "products": {
            f"p{n}": {
                "maker": f"m{n}",
                "category": "soap",
                "unit_cost": 1.0,
                "list_price": 2.0,
                "attributes": {},
                "appeal": float(appeal),
            }
            for n, appeal in enumerate(appeals)
        },
        "segments": {
            "all": {
                "share": 1.0,
                "values": {},
                "price_sensitivity": 0.0,
                "needs": {"soap": {"per_year": 52.0}},
            }
        },
        "regions": {f"r{n}": {"share": 1 / regions} for n in range(regions)},
        "response": {"initial_adstock": 50.0, "retention": 1.0},
        "distribution": ways,
        **changes,
    }
    return Scenario.model_validate_json(json.dumps(whole))


def rooms(shops: dict[int, int], **assortment: Any) -> list[dict[str, Any]]:
    """Return shops by the room they have, so many of each."""
    return [
        {**SHOPS, "label": f"room {room}", "shops": many, "assortment": {"shelf_space": room, **assortment}}
        for room, many in shops.items()
    ]


def velocity(weight: float, chances: list[float]) -> float:
    """Return Σ_m P(m others are there) · w / (1 + w + m w): how often a shopper takes it where it is."""
    there = np.ones(1)
    for chance in chances:
        there = np.convolve(there, [1 - chance, chance])
    return float(sum(p * weight / (1 + weight + m * weight) for m, p in enumerate(there)))


def taken_where_it_is(ledger: Ledger, shoppers: int) -> list[float]:
    """Return by region how often a shopper takes p0, by the share of outlets that list it."""
    header = ledger.header
    regions = list(header.scenario.regions)
    home = np.array([-1, *(-1 if m.region is None else regions.index(m.region) for m in header.members)])
    posted, sold = rows_of(ledger, "posting"), rows_of(ledger, "sale")
    found = []
    for region in range(len(regions)):
        outlets = np.sum(home == region)
        listed = np.unique(posted.who[(posted["product"] == 0) & (home[posted.who] == region)]).size
        units = sold.units[(sold["product"] == 0) & (home[sold.who] == region)].sum()
        found.append(float(units / shoppers / (listed / outlets)))
    return found


def nested_shares(shops: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return distribution and share of each rank: Σ_{n ≥ k} w_n and Σ_{n ≥ k} w_n / n."""
    weights = np.array([shops.get(room, 0) for room in range(1, max(shops) + 1)], dtype=float)
    weights /= weights.sum()
    per_place = weights / np.arange(1, len(weights) + 1)
    return np.cumsum(weights[::-1])[::-1], np.cumsum(per_place[::-1])[::-1]


def by_rank(scenario: Scenario, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return distribution and share of products, the most widely distributed first."""
    table = share_against_distribution([simulate(scenario, seed)])
    table = table.sort_values("numeric_distribution", ascending=False)
    return table["numeric_distribution"].to_numpy(float), table["market_share"].to_numpy(float)


PRODUCTS = 6
SHELVES = {1: 12, 2: 6, 3: 4, 6: 2}
"""Few large shops that list everything, many small ones."""


def learning_world(seed: int, weeks: int, warm_up: int) -> tuple[Scenario, np.ndarray]:
    """Return shops that review by best sellers, and the appeals of products, drawn by the seed."""
    appeals = np.random.default_rng(seed).normal(-1.0, 1.0, PRODUCTS)
    ways = rooms(SHELVES, review_weeks=4, listing="best_sellers")
    whole = world(appeals.tolist(), ways, customers=2000, candidates=2, weeks=weeks, warm_up=warm_up)
    return whole, appeals


def shelves_at_random(seed: int, weeks: int) -> Scenario:
    """Return the same products, as unequally distributed, but by chance."""
    luck = np.random.default_rng(seed)
    appeals = luck.normal(-1.0, 1.0, PRODUCTS)
    chances = luck.permutation(np.linspace(0.1, 1.0, PRODUCTS))
    rule = {"policy": "random", "probabilities": {f"p{n}": float(p) for n, p in enumerate(chances)}}
    ways = [{**SHOPS, "shops": sum(SHELVES.values()), "assortment": {"listing": rule}}]
    return world(appeals.tolist(), ways, customers=2000, candidates=2, weeks=weeks)


def table_of(scenario: Scenario, seed: int) -> pd.DataFrame:
    """Return the products of a run as points of share against distribution."""
    return share_against_distribution([simulate(scenario, seed)])
