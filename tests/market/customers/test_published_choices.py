"""Published choices: figures of the nested logit's literature, as bought by customers of a textbook market.

Each offer is a web store of its own with one product, at a price that gives it the utility of the figure.
"""

import math
from collections import Counter
from typing import Any

import pytest

from experiments.validation._markets import plain_market, shops
from simulator.market.simulate import simulate

WEEKS, PEOPLE, SEEDS = 8, 5000, range(1, 7)
NEEDS = WEEKS * PEOPLE * len(SEEDS)
PRICE, SENSITIVITY = 100.0, 0.02


def bought(offers: list[tuple[str, str, float]], choice: dict[str, Any]) -> list[float]:
    """Return the share of needs that each offer met; an offer is its product, its kind of outlet and V."""
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
    ]
    product = {"unit_cost": 10, "list_price": PRICE, "appeal": PRICE * SENSITIVITY}
    people = {"price_sensitivity": SENSITIVITY}
    made = {name: product for name, *_ in offers}
    market = plain_market(WEEKS, PEOPLE, made, people, distribution=stores, choice=choice)
    units: Counter[str] = Counter()
    for seed in SEEDS:
        sales = simulate(market, seed).table("sale").astype({"outlet": str})
        units.update(sales.groupby("outlet")["units"].sum().to_dict())
    return [
        sum(sold for outlet, sold in units.items() if outlet.startswith(f"store {number} ")) / NEEDS
        for number in range(len(offers))
    ]


def levels(nesting: str, outlet: float, weight: float = 0.5, **unlike: float) -> dict[str, Any]:
    """Return a setting of `choice` without crowding."""
    return {
        "nesting": nesting,
        "dissimilarity": {"product": 1.0, "kind": 1.0, **unlike, "outlet": outlet, "advice": 1.0},
        "product_weight": weight,
        "crowding": 0.0,
    }


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
def test_shares_are_the_published_ones(
    offers: list[tuple[str, str, float]], choice: dict[str, Any], shares: list[float]
) -> None:
    """Within 3.5 standard errors each, and 1e-4 for rounding in what was published."""
    for found, share in zip(bought(offers, choice), shares, strict=True):
        error = math.sqrt(share * (1 - share) / NEEDS)
        assert abs(found - share) < 3.5 * error + 1e-4
