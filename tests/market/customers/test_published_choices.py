"""Published choices: figures of the nested logit's literature, as bought by customers of a textbook market.

Each offer is a web store of its own with one product, at a price that gives it the utility of the figure.
Where a figure is a derivative, or is of offers drawn by the test, closed forms are worked out here, from sums
of e^V alone, and held to what was published; customers then are held to the closed forms. Luck is keyed, so
where a price moves or a store goes, only those who change are counted: that is all the error of a change.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import pytest

from experiments.validation._markets import plain_market, shops
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.draws import DRAW

WEEKS, PEOPLE, SEEDS = 8, 5000, range(1, 4)
FEW_SEEDS, FRESH_SEEDS = range(1, 3), range(3, 5)
NEEDS = WEEKS * PEOPLE * len(SEEDS)
NEEDS_OF_FEW = WEEKS * PEOPLE * len(FEW_SEEDS)
PRICE, SENSITIVITY = 100.0, 0.02

type Offers = list[tuple[str, str, float]]
"""Each offer's product, kind of outlet and V, its price included."""


def played(
    offers: Offers, choice: dict[str, Any], seeds: Iterable[int], gone: tuple[int, ...] = ()
) -> list[Ledger]:
    """Return a ledger for each seed; where offers are *gone*, others keep their names, and so their luck."""
    stores = [
        {
            "model": "direct_automated",
            "label": f"store {number}",
            "outlet_format": kind,
            "products": [product],
            **shops(),
            "price": 1.0 - worth / (PRICE * SENSITIVITY),
        }
        for number, (product, kind, worth) in enumerate(offers)
        if number not in gone
    ]
    product = {"unit_cost": 10, "list_price": PRICE, "appeal": PRICE * SENSITIVITY}
    people = {"price_sensitivity": SENSITIVITY}
    made = {name: product for name, *_ in offers}
    market = plain_market(WEEKS, PEOPLE, made, people, distribution=stores, choice=choice)
    return [simulate(market, seed) for seed in seeds]


def shares_of(ledgers: list[Ledger], offers: int) -> np.ndarray:
    """Return the share of needs that each offer met."""
    units: Counter[str] = Counter()
    for ledger in ledgers:
        sales = ledger.table("sale", steps=True).astype({"outlet": str})
        units.update(sales.groupby("outlet")["units"].sum().to_dict())
    sold = [
        sum(sold for outlet, sold in units.items() if outlet.startswith(f"store {number} "))
        for number in range(offers)
    ]
    return np.array(sold) / (WEEKS * PEOPLE * len(ledgers))


def far(found: np.ndarray, wanted: np.ndarray) -> set[int]:
    """Return which shares, or changes of them, are over 3.5 standard errors of counting from *wanted*."""
    size = np.abs(wanted)
    errors = np.sqrt(size * (1 - size) / NEEDS_OF_FEW)
    return set(np.flatnonzero(np.abs(found - wanted) > 3.5 * errors).tolist())


def levels(nesting: str, outlet: float, weight: float = 0.5, **unlike: float) -> dict[str, Any]:
    """Return a setting of `choice` without crowding."""
    return {
        "nesting": nesting,
        "dissimilarity": {"product": 1.0, "kind": 1.0, **unlike, "outlet": outlet, "advice": 1.0},
        "product_weight": weight,
        "crowding": 0.0,
    }


@pytest.mark.by_day("two copies, one offer gone")
@pytest.mark.parametrize(
    ("offers", "choice", "shares"),
    [
        pytest.param(
            [("a", "k", 0.4), ("a", "k", 0.1), ("a", "k", 0.3), ("b", "k", -0.2), ("b", "k", 0.0)],
            levels("product", 0.4, product=0.4),
            [0.214573, 0.101357, 0.167109, 0.106812, 0.176103],
            id="two nests",
        ),
        pytest.param(
            [*[("a", "k", 0.5)] * 3, ("a", "l", 0.2), ("b", "k", 0.1), ("b", "k", 0.1)],
            levels("product", 0.15, product=0.6),
            [0.119325, 0.119325, 0.119325, 0.164978, 0.131382, 0.131382],
            id="three levels",
        ),
        pytest.param(
            [("a", "k", 0.5), ("a", "l", 0.5), ("b", "k", 0.5), ("b", "l", 0.5)],
            levels("both", 0.4, product=0.4, kind=0.4),
            [0.203280] * 4,
            id="two copies",
        ),
        pytest.param(
            [("a", "l", 0.5), ("b", "k", 0.5), ("b", "l", 0.5)],
            levels("both", 0.4, weight=0.75, product=0.4, kind=0.4),
            [0.203280 * (1 + 0.5382), 0.203280 * (1 + 0.2522), 0.203280 * (1 + 0.1092)],
            id="two copies, one offer gone",
        ),
    ],
)
def test_shares_are_the_published_ones(offers: Offers, choice: dict[str, Any], shares: list[float]) -> None:
    """Within 3.5 standard errors each, and 1e-4 for rounding in what was published; the closed form, too."""
    assert closed_form(offers, choice)[0] == pytest.approx(shares, abs=1e-4)
    for found, share in zip(shares_of(played(offers, choice, SEEDS), len(offers)), shares, strict=True):
        error = math.sqrt(share * (1 - share) / NEEDS)
        assert abs(found - share) < 3.5 * error + 1e-4


def closed_form(
    offers: Offers, choice: dict[str, Any], gone: tuple[int, ...] = ()
) -> tuple[np.ndarray, float]:
    """Return the shares of offers and ln D, from sums of e^V alone.

    A_k = Σ_o (w e^V)^(1/λ₂), B_g = Σ_k A_k^(λ₂/λ₁), D = 1 + Σ_g B_g^λ₁, and going down the tree
    s_o = (w e^V)^(1/λ₂)/A_k · A_k^(λ₂/λ₁)/B_g · B_g^λ₁/D, over copies. Train (2009), ch. 4.
    """
    unlike, weight = choice["dissimilarity"], choice["product_weight"]
    ways = {"product": weight, "kind": 1 - weight} if choice["nesting"] == "both" else {choice["nesting"]: 1}
    found, total = np.zeros(len(offers)), 1.0
    here = [number for number in range(len(offers)) if number not in gone]
    for first, copy in ways.items():
        at, lower, upper = ("product", "kind").index(first), unlike["outlet"], unlike[first]
        raised = {number: (copy * math.exp(offers[number][2])) ** (1 / lower) for number in here}
        for group in {offers[number][at] for number in here}:
            members = [number for number in here if offers[number][at] == group]
            inside: defaultdict[str, float] = defaultdict(float)
            for number in members:
                inside[offers[number][1 - at]] += raised[number]
            outside = sum(sum_of ** (lower / upper) for sum_of in inside.values())
            for number in members:
                sum_of = inside[offers[number][1 - at]]
                found[number] += raised[number] / sum_of * sum_of ** (lower / upper) * outside ** (upper - 1)
            total += outside**upper
    return found / total, math.log(total)


F1: Offers = [("a", "k", 0.4), ("a", "k", 0.1), ("a", "k", 0.3), ("b", "k", -0.2), ("b", "k", 0.0)]
F1_CHOICE = levels("product", 0.4, product=0.4)
F1_BETA, F1_PRICES = 0.8, np.array([2.0, 1.8, 2.2, 1.5, 1.6])


def moved(offers: Offers, number: int, by: float) -> Offers:
    """Return the offers with another V of one of them, as by another price."""
    return [(p, k, worth + by * (at == number)) for at, (p, k, worth) in enumerate(offers)]


def test_the_closed_form_has_the_published_derivatives() -> None:
    """Elasticities −β p ∂ ln s/∂V and diversion by price, to the last digit published."""
    share, step = closed_form(F1, F1_CHOICE)[0], 1e-5
    ups, downs = (
        np.array([closed_form(moved(F1, at, by), F1_CHOICE)[0] for at in range(5)]) for by in (step, -step)
    )
    slopes = (ups - downs) / (2 * step)
    elasticities = -F1_BETA * F1_PRICES[:, None] * slopes / share
    own = [-2.590570, -3.000809, -3.192569, -2.192252, -1.779466]
    cross = [1.409430, 0.343316, 1.420534]

    assert np.diag(elasticities) == pytest.approx(own, abs=1e-6)
    assert [elasticities[0, 1], elasticities[0, 3], elasticities[4, 3]] == pytest.approx(cross, abs=1e-6)
    assert -slopes[0, 1:] / slopes[0, 0] == pytest.approx([0.256996, 0.423716, 0.065970, 0.108766], abs=1e-6)


@cache
def of_f1(number: int = 0, by: float = 0.0, gone: tuple[int, ...] = ()) -> tuple[np.ndarray, float]:
    """Return F1's shares and its consumers' surplus per need, as its β counts it, with one offer changed."""
    ledgers = played(moved(F1, number, by), F1_CHOICE, FEW_SEEDS, gone)
    surplus = sum(measure(ledger, "customer_surplus") for ledger in ledgers) / NEEDS_OF_FEW
    return shares_of(ledgers, len(F1)), surplus * SENSITIVITY / F1_BETA


@pytest.mark.by_day(1)
@pytest.mark.parametrize("number", [0, 4])
def test_a_dearer_offer_loses_to_the_others_what_its_elasticities_say(number: int) -> None:
    """Offer by offer: what is come to, what is left; V falls by .3."""
    change = closed_form(moved(F1, number, -0.3), F1_CHOICE)[0] - closed_form(F1, F1_CHOICE)[0]
    found = of_f1(number, -0.3)[0] - of_f1()[0]

    assert not far(found, change)


@pytest.mark.by_day(1)
@pytest.mark.parametrize(
    ("gone", "to", "parts"),
    [
        ((0,), [1, 2, 3, 4], [0.275190, 0.453711, 0.056013, 0.092350]),
        ((0, 1), [2], [0.671692]),
    ],
)
def test_buyers_of_what_is_gone_go_where_they_went_in_print(
    gone: tuple[int, ...], to: list[int], parts: list[float]
) -> None:
    """Diversion by removal, of one offer and of two."""
    base, left = of_f1()[0], of_f1(gone=gone)[0]
    buyers = base[list(gone)].sum()
    for at, part in zip(to, parts, strict=True):
        error = math.sqrt(part * (1 - part) / (buyers * NEEDS_OF_FEW))
        assert abs((left - base)[at] / buyers - part) < 3.5 * error


def test_surplus_is_the_published_one() -> None:
    """It is ln D / β, and falls as the first offer goes: no luck is in it, so to the last digit."""
    assert of_f1()[1] == pytest.approx(1.815298, abs=1e-6)
    assert of_f1()[1] - of_f1(gone=(0,))[1] == pytest.approx(0.133289, abs=1e-6)


def drawn() -> tuple[Offers, dict[str, Any]]:
    """Return a tree and its levels: two or three products at stores of two kinds, one pair at two of them."""
    products = "abc"[: int(DRAW.integers(2, 4))]
    pairs = [(product, kind) for product in products for kind in "kl"]
    pairs.append(pairs[int(DRAW.integers(len(pairs)))])
    offers = [(product, kind, float(DRAW.uniform(-0.4, 0.8))) for product, kind in pairs]
    product, kind = DRAW.uniform(0.3, 0.9, size=2).tolist()
    nesting = str(DRAW.choice(["product", "kind", "both"]))
    least = {"product": product, "kind": kind, "both": min(product, kind)}[nesting]
    outlet, weight = least * float(DRAW.uniform(0.4, 0.9)), float(DRAW.uniform(0.25, 0.75))
    return offers, levels(nesting, outlet, weight, product=product, kind=kind)


def misses(offers: Offers, choice: dict[str, Any], number: int, seeds: Iterable[int]) -> set[tuple[str, int]]:
    """Return which shares are far off, or change otherwise as one offer is dearer, or goes."""
    dear = moved(offers, number, -0.3)
    share = closed_form(offers, choice)[0]
    changes = {
        "dearer": closed_form(dear, choice)[0] - share,
        "gone": closed_form(offers, choice, (number,))[0] - share,
    }
    base = shares_of(played(offers, choice, seeds), len(offers))
    found = {
        "dearer": shares_of(played(dear, choice, seeds), len(offers)) - base,
        "gone": shares_of(played(offers, choice, seeds, (number,)), len(offers)) - base,
    }
    missed = {("share", at) for at in far(base, share)}
    return missed | {(what, at) for what in changes for at in far(found[what], changes[what])}


@pytest.mark.parametrize("number", [0, *(pytest.param(n, marks=pytest.mark.nightly) for n in range(1, 9))])
def test_customers_of_a_drawn_tree_buy_what_the_closed_form_says(number: int) -> None:
    """Shares, a price that rises, a store that goes; *number* tells draws apart.

    What is missed is asked again of fresh luck: of dozens of figures one is missed by chance now and then,
    and hardly ever twice.
    """
    offers, choice = drawn()
    one = int(DRAW.integers(len(offers)))
    missed = misses(offers, choice, one, FEW_SEEDS)

    assert not missed or not missed & misses(offers, choice, one, FRESH_SEEDS), (number, offers, choice)
