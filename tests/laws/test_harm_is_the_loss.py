"""Harm is the loss: what a store is said to take from dealers is what they sell more in a world without it.

Knowledge, prices, stock and entry stay as they are, so that nothing but the choice differs: all know all,
nothing runs out, nobody moves a price. The two runs have the same customers with the same luck.
"""

import math
from typing import Any

import pytest

from experiments.validation._markets import FLAT, plain_market, shops
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.lookers import played

WEEKS, PEOPLE, LIST, MARGIN = 4, 5000, 100.0, 0.3
SEEDS = (3,)
nightly = pytest.mark.nightly


def market(choice: dict[str, Any], store: float | None, **people: Any) -> Scenario:
    """Return three dealers at list price and, at a price of its own, the manufacturer's web store."""
    plain = shops(pricing="list_price")
    ways = [{"model": "authorized_dealers", "dealers_per_region": 3, "margin": MARGIN, **plain}]
    if store is not None:
        ways.append({"model": "direct_automated", **shops(), "price": store})
    products = {
        "lamp": {"unit_cost": 50, "list_price": LIST, "appeal": 2.3},
        "bulb": {"unit_cost": 50, "list_price": LIST, "appeal": 1.6},
    }
    people = {
        "price_sensitivity": 0.025,
        "price_sensitivity_spread": 0.5,
        "tastes": {"remote": 1.0},
        **people,
    }
    return plain_market(WEEKS, PEOPLE, products, people, distribution=ways, choice=choice)


def sold_by_dealers(ledger: Ledger) -> int:
    """Return how many units dealers sold, all of one margin."""
    sales = ledger.table("sale", steps=True)
    return int(sales["units"][sales["outlet"].astype(str).str.contains("dealer")].sum())


@pytest.mark.by_day(2)
@pytest.mark.parametrize("store", [pytest.param(1.0, marks=nightly), 0.9])
@pytest.mark.parametrize(
    "choice",
    [
        FLAT,
        pytest.param({"dissimilarity": {"product": 0.5, "outlet": 0.5}, "crowding": 0.0}, marks=nightly),
        {"dissimilarity": {"product": 0.7, "outlet": 0.3}, "crowding": 0.9},
        {"dissimilarity": {"product": 0.02, "outlet": 0.02}, "crowding": 0.9},
        pytest.param(
            {"nesting": "kind", "dissimilarity": {"kind": 0.7, "outlet": 0.4}, "crowding": 0.9}, marks=nightly
        ),
        {"nesting": "both", "dissimilarity": {"product": 0.6, "kind": 0.6, "outlet": 0.4}, "crowding": 0.5},
    ],
    ids=["flat", "product", "levels", "hardly unlike", "kind", "both"],
)
def test_what_is_booked_is_what_dealers_lose(choice: dict[str, Any], store: float) -> None:
    """Within 3.5 standard errors of the difference in the units they sold, need by need."""
    lost, counted = 0, 0.0
    for seed in SEEDS:
        with_it, without = (simulate(market(choice, at), seed) for at in (store, None))
        lost += sold_by_dealers(without) - sold_by_dealers(with_it)
        counted += with_it.table("harm")["amount"].sum() / (LIST * MARGIN)
    assert lost > 200
    assert abs(counted - lost) < 3.5 * math.sqrt(lost), (counted, lost)


def test_needs_that_last_book_no_harm_twice() -> None:
    """With needs of 26 weeks, all made to look in each of them, what is booked is still what dealers lose."""
    choice = {"dissimilarity": {"product": 0.7, "outlet": 0.3}, "crowding": 0.0}
    needs = {"needs": {"light": {"per_year": 26, "lasts_weeks": 26, "meanwhile": "overtakes"}}}
    with_it, without = (played(market(choice, at, **needs), SEEDS[0], everybody=True) for at in (0.9, None))
    flows = with_it.table("need_flow").groupby("outcome", observed=True)["needs"].sum()
    lost = sold_by_dealers(without) - sold_by_dealers(with_it)
    counted = with_it.table("harm")["amount"].sum() / (LIST * MARGIN)

    assert flows["visits"] > 1.1 * flows["arisen"]
    assert lost > 200
    assert abs(counted - lost) < 3.5 * math.sqrt(lost), (counted, lost)
