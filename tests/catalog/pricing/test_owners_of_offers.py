"""Owners of one and of several offers under nested logit demand come to rest at published Bertrand prices.

Nests are products. Members are the simulator's own, told their shares by the closed form (`told_demand`), so
the published digits come out to the last. Markets drawn anew are held to the conditions
s_j (1 − φ_j) + Σ_k (p_k (1 − φ_k) − c_k) ∂s_k/∂p_j = 0, k over all offers of the owner of j, solved by SciPy.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest

from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.nested_owners import Market, Owned
from tests.worlds.told_demand import Offer, at_rest, market_of, pricing, sellers, web_store

BETA = 1.2
nightly = partial(pytest.param, marks=pytest.mark.nightly)

LAMP = {"maker": "acme", "unit_cost": 0.9, "list_price": 9.0}
TORCH = {"maker": "rival", "unit_cost": 0.8, "list_price": 8.0}
PRINTED = 2e-6
"""The last printed digit, and the step in which money is counted."""


def seller(label: str, product: str = "lamp") -> Offer:
    """Return the offer of a seller on a marketplace."""
    return f"{label} marketplace seller 1", product


def store(label: str, product: str = "lamp") -> Offer:
    """Return the offer of a manufacturer's web store."""
    return f"{label} web_store", product


def rest(scenario: Scenario, people: Market) -> tuple[list[float], list[float]]:
    """Return the prices at which a market rests, and what is sold at them."""
    _, asked = at_rest(scenario, people.shares)
    assert set(asked) == set(people.offers)
    return [asked[offer] for offer in people.offers], list(people.shares(asked).values())


@pytest.mark.parametrize(
    ("unlike", "prices", "sold"),
    [
        nightly(1.0, (2.193740, 2.013127, 1.893135), (0.301914, 0.251358, 0.237666)),
        nightly(0.5, (1.760427, 1.537731, 1.865044), (0.338130, 0.259278, 0.217560)),
        (0.25, (1.465992, 1.223909, 1.838951), (0.388350, 0.250611, 0.197909)),
    ],
)
def test_owners_of_one_offer(unlike: float, prices: Sequence[float], sold: Sequence[float]) -> None:
    """Appeals (3, 2.6 | 2.4), c = (1, .9, .8), β = 1.2: the more alike sellers of the lamp, the lower."""
    rule = pricing(BETA, unlike)
    offers = (seller("x"), seller("y"), seller("z", "torch"))
    ways = (sellers("x", rule, 0.1), sellers("y", rule, 0.0), sellers("z", rule, 0.0, maker="rival"))
    asked, found = rest(
        market_of({"lamp": LAMP, "torch": TORCH}, *ways), Market(offers, (3, 2.6, 2.4), BETA, unlike)
    )

    assert asked == pytest.approx(prices, abs=PRINTED)
    assert found == pytest.approx(sold, abs=PRINTED)


def two_stores_of_one(**terms: Any) -> list[float]:
    """Return the prices of two stores of one manufacturer with a lamp, and of a rival's with a torch."""
    rule = pricing(BETA, 0.5, **terms)
    offers = (store("x"), store("y"), store("z", "torch"))
    ways = (web_store("x", rule, 0.1), web_store("y", rule, 0.0), web_store("z", rule, 0.0, maker="rival"))
    market = market_of({"lamp": LAMP, "torch": TORCH}, *ways)
    return rest(market, Market(offers, (3, 2.6, 2.4), BETA, 0.5))[0]


def test_an_owner_of_two_outlets() -> None:
    """The same at λ = .5, one owner of both lamps: one margin, 1.410325, where rivals took .760 and .638."""
    assert two_stores_of_one() == pytest.approx((2.410325, 2.310325, 1.986733), abs=PRINTED)


def test_an_owner_that_forgets_its_other_outlet_asks_what_rivals_ask() -> None:
    """By a rule that minds no other offer of the owner."""
    asked = two_stores_of_one(whole_category=False)

    assert asked == pytest.approx((1.760427, 1.537731, 1.865044), abs=PRINTED)


def test_two_shops_with_two_brands_each() -> None:
    """Appeals (3, 2.6 | 2.4, 2.2), c = (1, .9, .8, .7), λ = .4; each shop has one offer of either product."""
    rule = pricing(BETA, 0.4)
    offers = (seller("x"), seller("y"), seller("x", "torch"), seller("y", "torch"))
    products = {"lamp": {**LAMP, "list_price": 9.0}, "torch": {**TORCH, "maker": "acme", "list_price": 7.0}}
    asked, found = rest(
        market_of(products, sellers("x", rule, 0.1), sellers("y", rule, 0.0)),
        Market(offers, (3, 2.6, 2.4, 2.2), BETA, 0.4),
    )

    assert asked == pytest.approx((1.702973, 1.469613, 1.461527, 1.302852), abs=PRINTED)
    assert found == pytest.approx((0.276264, 0.204678, 0.187727, 0.183280), abs=PRINTED)


@pytest.mark.parametrize(
    ("n", "price"), [(1, 2.852310), nightly(2, 2.341120), nightly(4, 2.254178), (12, 2.215850)]
)
def test_sellers_that_are_alike(n: int, price: float) -> None:
    """Appeal 3, c = 2, β = 1.5, λ = .3: as they multiply, the price falls to 2 + λ/β."""
    rule, labels = pricing(1.5, 0.3), [f"shop{at}" for at in range(n)]
    offers = [seller(label) for label in labels]
    market = market_of(
        {"lamp": {**LAMP, "list_price": 20.0}}, *(sellers(label, rule, 0.0) for label in labels)
    )
    asked, _ = rest(market, Market(offers, [3.0] * n, 1.5, 0.3))

    assert asked == pytest.approx([price] * n, abs=PRINTED)


def drawn(unlike: float, crowding: float = 0.0) -> tuple[Scenario, Owned]:
    """Draw a seller of two products under a fee, their maker with two stores, and a rival with one."""
    beta, fee = DRAW.uniform(0.6, 2), round(DRAW.uniform(0, 0.3), 4)
    rule = pricing(beta, unlike, crowding)
    made = dict(zip(("lamp", "torch", "lantern"), DRAW.uniform(0.5, 1.5, size=3) / beta, strict=True))
    parcels = dict(zip("xyzv", DRAW.uniform(0, 0.5, size=4) / beta, strict=True))
    products = {
        name: {"maker": "rival" if name == "lantern" else "acme", "unit_cost": cost, "list_price": 10 * cost}
        for name, cost in made.items()
    }
    *stores, last = (web_store(label, rule, parcels[label]) for label in "yzv")
    market = market_of(products, sellers("x", rule, parcels["x"], fee), *stores, {**last, "maker": "rival"})
    each = [*((label, name) for label in "xyz" for name in ("lamp", "torch")), ("v", "lantern")]
    offers = [seller(*one) if one[0] == "x" else store(*one) for one in each]
    return market, Owned(
        Market(offers, DRAW.uniform(1.5, 4, size=len(each)).tolist(), beta, unlike, crowding),
        owners=["x", "x", *["acme"] * 4, "rival"],
        costs=[made[name] + parcels[label] for label, name in each],
        fees=[fee if label == "x" else 0.0 for label, _ in each],
    )


@pytest.mark.by_day(1)
@pytest.mark.parametrize("number", range(4))
def test_markets_that_are_drawn(number: int) -> None:
    """Every owner's conditions hold at once, as SciPy solves them; with owners that forget, they do not."""
    del number
    market, owned = drawn(DRAW.uniform(0.25, 1))
    asked, _ = rest(market, owned.market)

    assert asked == pytest.approx(owned.equilibrium(), abs=1e-5)
    alone = replace(owned, owners=[str(at) for at in range(len(asked))])
    assert np.abs(np.array(asked) - alone.equilibrium()).max() > 1e-3


@pytest.mark.by_day(1)
@pytest.mark.parametrize("number", range(2))
def test_nobody_gains_by_moving_a_price_where_crowding_is_believed_and_true(number: int) -> None:
    """With κ = .5, which the sellers know: 1 % or 5 % up or down costs the owner profit."""
    del number
    market, owned = drawn(DRAW.uniform(0.5, 1), crowding=0.5)
    asked = np.array(rest(market, owned.market)[0])

    for at, owner in enumerate(owned.owners):
        for move in (0.95, 0.99, 1.01, 1.05):
            moved = asked * np.where(np.arange(len(asked)) == at, move, 1.0)
            assert owned.profit(owner, moved) < owned.profit(owner, asked)
