"""Choice overload: more products to weigh than is easy keep people from buying at all; more shops do not."""

from typing import Any

import numpy as np
import pytest

from simulator import choices
from simulator.ledger.diff import difference
from simulator.ledger.metric import measure
from simulator.ledger.queries.choices import GOING_WITHOUT
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.plain import SIGMAS
from tests.worlds.small import small_scenario, small_world
from tests.worlds.textbook_markets import plain_market, shops

WEEKS, PEOPLE, SEED = 3, 5000, 4
PRICE, SENSITIVITY, OVERLOAD = 100.0, 0.02, 0.4


def market(
    products: int, stores: int, people: dict[str, Any], customers: int = PEOPLE, **changes: Any
) -> Scenario:
    """Return web stores that all carry so many products; each product is worth V = −1 to everybody."""
    product = {"unit_cost": 10, "list_price": PRICE, "appeal": PRICE * SENSITIVITY - 1.0}
    made = {f"lamp {number}": product for number in range(products)}
    ways = [{"model": "direct_automated", "label": f"store {n}", **shops()} for n in range(stores)]
    whole = {"price_sensitivity": SENSITIVITY, **people}
    return plain_market(WEEKS, customers, made, whole, distribution=ways, candidates=64, **changes)


@pytest.mark.parametrize(
    ("products", "stores", "ease"), [(3, 1, 6), (6, 1, 6), (7, 1, 6), (12, 1, 6), (4, 2, 2.5)]
)
def test_as_many_buy_as_the_logit_says(products: int, stores: int, ease: float) -> None:
    """Of n products at k stores, n k e^V / (1 + n k e^V), V = −1 − o (n − m)₊."""
    people = {"choice_overload": OVERLOAD, "products_with_ease": ease}
    bought = measure(simulate(market(products, stores, people), SEED), "units_sold") / (WEEKS * PEOPLE)
    odds = products * stores * np.exp(-1.0 - OVERLOAD * max(products - ease, 0.0))
    share = odds / (1.0 + odds)

    assert abs(bought - share) < SIGMAS * np.sqrt(share * (1 - share) / (WEEKS * PEOPLE))


@pytest.mark.by_day("columns")
@pytest.mark.parametrize(("crowd", "customers"), [("columns", 2000), ("one_by_one", 30)])
def test_clones_of_one_product_overload_nobody(crowd: str, customers: int) -> None:
    """One lamp at a dozen stores is one to weigh: not an entry tells of it, as it does with two lamps."""
    plain: dict[str, Any] = {}
    loaded = {"choice_overload": OVERLOAD, "products_with_ease": 1}
    one, two = (
        [simulate(market(lamps, 12, who, customers, crowd=crowd), SEED) for who in (plain, loaded)]
        for lamps in (1, 2)
    )

    assert difference(*one) == ""
    assert two[0].content_hash() != two[1].content_hash()


def test_one_by_one_and_all_at_once_are_put_off_alike() -> None:
    """Where not all is known, shelves run empty and needs stay open; n is what the table of choices shows."""
    usual = small_world()
    wanted = {"light": {"per_year": 30, "lasts_weeks": 3}}
    people = {
        name: {**segment, "needs": wanted, "choice_overload": 0.7, "products_with_ease": 1}
        for name, segment in usual["segments"].items()
    }
    made = {**usual["products"], "tube": {**usual["products"]["lamp"], "appeal": 1.0}}
    world = small_scenario(
        segments=people,
        products=made,
        response={"initial_adstock": 0.7},
        detail="journeys",
        customers=60,
        weeks=12,
    )
    columns, asked = (simulate(world.changed(crowd=crowd), SEED) for crowd in ("columns", "one_by_one"))
    off = simulate(world.changed(switched_off=["choice_overload"]), SEED)
    table = choices(columns)
    offers = table[table["alternative"] != GOING_WITHOUT]
    seen = offers.groupby(["need", "week"])["product"].transform("nunique")

    assert difference(columns, asked) == ""
    assert columns.content_hash() != off.content_hash()
    assert set(seen) == {1, 2, 3}
    assert (offers["products_seen"] == seen).all()
