"""Distribution and share (V11) on the simulator's own customers and shops.

Every customer shops at one outlet and needs one unit a week. (A) Shelves filled at random: a product's
share of shoppers is proportional to its distribution. (B) Shelves filled with best sellers, all products
liked alike: assortments are nested, and the slope of share on distribution between rank k + 1 and rank k is
1/k, whatever the shelves. (C) Where shops learn from sales, distribution follows what people like, and
share becomes convex in it; not so where shelves are filled at random.
"""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.engine.simulate import simulate
from simulator.lab.distribution_and_share import Curve, curve, share_against_distribution
from simulator.ledger.ledger import Ledger
from simulator.ledger.rows import rows_of
from simulator.scenario.schema import Scenario

SEEDS = range(1, 31)
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
        "response": {"standing": 50.0, "remembering": 1.0},
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


def is_met(values: np.ndarray, target: float) -> bool:
    """Say whether a mean over runs is its target: within 3.5 standard errors."""
    return bool(abs(values.mean() - target) <= 3.5 * error(values))


def error(values: np.ndarray) -> float:
    """Return the standard error of a mean over runs."""
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def velocity(weight: float, chances: list[float]) -> float:
    """Return Σ_m P(m others are there) · w / (1 + w + m w): how often a shopper takes it where it is."""
    there = np.ones(1)
    for chance in chances:
        there = np.convolve(there, [1 - chance, chance])
    return float(sum(p * weight / (1 + weight + m * weight) for m, p in enumerate(there)))


def taken_where_it_is(ledger: Ledger, shoppers: int) -> list[float]:
    """Return by region how often a shopper takes p0, by the share of outlets that list it."""
    page = ledger.page
    regions = list(page.scenario.regions)
    home = np.array([-1, *(-1 if m.region is None else regions.index(m.region) for m in page.members)])
    posted, sold = rows_of(ledger, "posting"), rows_of(ledger, "sale")
    found = []
    for region in range(len(regions)):
        outlets = np.sum(home == region)
        listed = np.unique(posted.who[(posted["product"] == 0) & (home[posted.who] == region)]).size
        units = sold.units[(sold["product"] == 0) & (home[sold.who] == region)].sum()
        found.append(units / shoppers / (listed / outlets))
    return found


@pytest.mark.slow
def test_random_shelves_make_share_of_shoppers_proportional_to_distribution() -> None:
    """(A) Three chances of one's own, others' drawn and fixed: the same velocity at each, by the formula.

    Mutant: the same room filled with best sellers gives products of other distribution another velocity.
    """
    draw = np.random.default_rng()
    appeal, others = float(draw.uniform(-1.5, -0.5)), draw.uniform(0.2, 0.8, 3).tolist()
    own = [float(draw.uniform(*ends)) for ends in ((0.35, 0.5), (0.55, 0.7), (0.75, 0.9))]
    customers, weeks = 15_000, 3
    ways = [
        {
            **SHOPS,
            "label": f"at {chance:.2f}",
            "regions": [f"r{region}"],
            "shops": 100,
            "assortment": {
                "listing": {
                    "policy": "random",
                    "probabilities": {f"p{n}": p for n, p in enumerate([chance, *others])},
                }
            },
        }
        for region, chance in enumerate(own)
    ]
    scenario = world([appeal] * 4, ways, regions=3, customers=customers, weeks=weeks)
    runs = np.array([taken_where_it_is(simulate(scenario, s), customers // 3 * weeks) for s in SEEDS])
    target = velocity(float(np.exp(appeal)), others)
    for values in runs.T:
        assert is_met(values, target), (own, others, appeal)
        assert error(values) <= 0.01 * target

    nested = world([appeal] * 4, rooms({1: 10, 4: 10}), customers=2000, weeks=weeks)
    tables = [share_against_distribution([simulate(nested, seed)]) for seed in SEEDS[:10]]
    by_rank = np.array([np.sort(table["velocity"]) for table in tables])
    assert not is_met(by_rank[:, -1] - by_rank[:, 0], 0.0)


def nested_shares(shops: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return distribution and share of each rank: Σ_{n ≥ k} w_n and Σ_{n ≥ k} w_n / n."""
    weights = np.array([shops.get(room, 0) for room in range(1, max(shops) + 1)], dtype=float)
    weights /= weights.sum()
    per_place = weights / np.arange(1, len(weights) + 1)
    return np.cumsum(weights[::-1])[::-1], np.cumsum(per_place[::-1])[::-1]


def test_the_published_figures_of_nested_assortments() -> None:
    """Ten places, a tenth as many outlets with ten as with one: the formula gives the tabled fixture."""
    distribution, share = nested_shares({room: 2520 // room for room in range(1, 11)})
    assert share == pytest.approx(
        [0.52912, 0.18770, 0.10235, 0.06441, 0.04307, 0.02942, 0.01993, 0.01296, 0.00763, 0.00341], abs=6e-6
    )
    assert distribution == pytest.approx(
        [1, 0.65858, 0.48787, 0.37407, 0.28871, 0.22043, 0.16353, 0.11475, 0.07208, 0.03414], abs=6e-6
    )


def slopes(listing: str, shops: dict[int, int]) -> np.ndarray:
    """Return the slopes between ranks, seeds × ranks, from the widest distributed pair to the narrowest."""
    scenario = world([MOST] * max(shops), rooms(shops, listing=listing), customers=10_000, weeks=5)
    found = []
    for seed in SEEDS:
        table = share_against_distribution([simulate(scenario, seed)])
        table = table.sort_values("numeric_distribution", ascending=False)
        share, distribution = (table[name].to_numpy() for name in ("market_share", "numeric_distribution"))
        with np.errstate(divide="ignore", invalid="ignore"):  # at random, two may be as widely distributed
            found.append(np.diff(share) / np.diff(distribution))
    return np.array(found)


@pytest.mark.slow
def test_nested_assortments_have_a_slope_of_one_in_k() -> None:
    """(B) Equal appeal and traffic, nobody goes without: 1/k between ranks k + 1 and k; shelves drawn anew.

    Mutant: the same shelves filled at random miss it.
    """
    draw = np.random.default_rng()
    shops = {room: int(draw.integers(10, 20)) for room in range(1, 5)}
    by_rank = slopes("best_sellers", shops)
    for k, values in enumerate(by_rank.T, start=1):
        assert is_met(values, 1 / k), (shops, k)
        assert error(values) <= 0.01 / k
    at_random = slopes("random", shops)
    assert not all(
        np.isfinite(values).all() and is_met(values, 1 / k) and error(values) <= 0.01 / k
        for k, values in enumerate(at_random.T, start=1)
    )


PRODUCTS = 6
SHELVES = {1: 12, 2: 6, 3: 4, 6: 2}
"""Few large shops that list everything, many small ones."""


def learned(listing: Any, weeks: int, warm_up: int) -> tuple[Curve, float]:
    """Return the curve over runs, each with appeals of its own, and how distribution goes with appeal."""
    tables, together = [], []
    for seed in SEEDS:
        luck = np.random.default_rng(seed)
        appeals = luck.normal(-1.0, 1.0, PRODUCTS)
        chances = luck.permutation(np.linspace(0.1, 1.0, PRODUCTS))
        rule = listing
        ways = rooms(SHELVES, review_weeks=4, listing=rule)
        if listing == "random":  # as widely spread as best sellers are, whoever likes what
            rule = {"policy": listing, "probabilities": {f"p{n}": float(p) for n, p in enumerate(chances)}}
            ways = [{**SHOPS, "shops": sum(SHELVES.values()), "assortment": {"listing": rule}}]
        scenario = world(appeals.tolist(), ways, customers=2000, candidates=2, weeks=weeks, warm_up=warm_up)
        table = share_against_distribution([simulate(scenario, seed)])
        tables.append(table)
        together.append(float(np.corrcoef(appeals, table["numeric_distribution"])[0, 1]))
    return curve(pd.concat(tables)), float(np.mean(together))


@pytest.mark.slow
def test_learning_from_sales_makes_share_convex_in_distribution() -> None:
    """(C) It is not before the first review, it is after some; distribution has come to follow appeal.

    Mutant: shelves filled at random, as unequally, do not pass the same test.
    """
    opening, liked_before = learned("best_sellers", weeks=4, warm_up=0)
    settled, liked = learned("best_sellers", weeks=24, warm_up=20)
    at_random, _ = learned("random", weeks=4, warm_up=0)

    assert is_convex(settled)
    assert settled.elasticity.low > 1.0
    assert settled.sag.mean - opening.sag.mean > opening.sag.half + settled.sag.half
    assert abs(liked_before) < 0.3
    assert liked > 0.6
    assert not is_convex(at_random)
    assert at_random.elasticity.low < 1.1 < settled.elasticity.low


def is_convex(found: Curve) -> bool:
    """Say whether a curve hangs by more than 3.5 standard errors below the straight line."""
    return found.sag.mean > 3.5 * found.sag.half / 2.045  # Student's t at 29 degrees of freedom
