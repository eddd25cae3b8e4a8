"""Looking again: whatever changes for the better is seen by all that it may serve, and by few others."""

from typing import Any, ClassVar

import pytest

from experiments.validation._markets import plain_market, shops
from simulator.catalog.utility.product_appeal import ProductAppeal
from simulator.domain.registries import UTILITY
from simulator.ledger.ledger import Ledger
from simulator.market.customers.customer import Customer
from simulator.market.simulate import opened
from simulator.scenario.schema import Scenario
from tests.worlds.lookers import assert_equal, both_ways, played, visits, with_needs

WEEKS, CHANGE = 10, 6
"""How long is played, and the week in which something changes."""
CROWDED = {"nesting": "product", "crowding": 0.9}
DEALERS = {"model": "authorized_dealers", "dealers_per_region": 4}


def market(
    choice: dict[str, Any] | None = None,
    need: dict[str, Any] | None = None,
    people: dict[str, Any] | None = None,
    lamp: dict[str, Any] | None = None,
    **ways: Any,
) -> Scenario:
    """Return a world in which nothing changes but by *ways*, and needs that last."""
    needs = {"light": {"per_year": 10, "lasts_weeks": 26, "meanwhile": "overtakes", **(need or {})}}
    fixed = {"distribution": {**DEALERS, **shops()}, **({"choice": choice} if choice else {})}
    return plain_market(
        WEEKS,
        1500,
        {"lamp": {"unit_cost": 50, "list_price": 100.0, "appeal": 1.0, **(lamp or {})}},
        {"price_sensitivity": 0.02, "needs": needs, **(people or {})},
        **{**fixed, **ways},
    )


def from_week(*what: dict[str, Any]) -> list[dict[str, Any]]:
    """Return events that happen in the week of the change."""
    return [{"week": CHANGE, **one} for one in what]


SOON = {"model": "exclusive", "label": "shop", **shops()}
EARS = {"initial_adstock": 50.0, "retention": 1.0}
HIDDEN = {"response": {"initial_adstock": 0.3, "retention": 1.0, "always_aware": 0.0, "display": 0.05}}
CHANGES: dict[str, dict[str, Any]] = {
    "price": {"events": from_week({"do": {"price_change": 0.8}})},
    "deal for some weeks": {"events": from_week({"do": {"price_change": 0.8}, "lasts": 2})},
    "outlet": {"events": from_week({"open_channel": SOON})},
    "knowledge": {**HIDDEN, "candidates": 8},
    "stock": {
        "distribution": {
            **DEALERS,
            **shops(opening_stock=0, ordering="order_up_to", lead_time_weeks=CHANGE - 2),
        }
    },
    "name": {
        "people": {"brand_equity": 3.0},
        "lamp": {"initial_equity": 0.0},
        "response": {**EARS, "equity": {"from_advertising": 0.05}},
    },
    "rating": {
        "people": {"product_rating": 3.0, "values": {"quality": 0.5}},
        "lamp": {"attributes": {"quality": 0.9}},
        "response": {**EARS, "reviews": {"prior": 0.1, "prior_reviews": 500.0}},
    },
}
"""What may change for the better."""


@pytest.mark.parametrize("choice", [None, CROWDED], ids=["flat", "crowded"])
@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_is_seen_by_all_that_it_may_serve(what: str, choice: dict[str, Any] | None) -> None:
    """Entries are those of everybody looking in every week, though far fewer look; open needs are met by it.

    By itself patience sells nothing (`test_open_needs`), so all that it adds was sold by what changed.
    """
    scenario = market(choice, **CHANGES[what])
    some, everybody = both_ways(scenario, seed=5)
    at_once = played(with_needs(scenario, lasts_weeks=1), 5, everybody=False)

    assert_equal(some, everybody)
    assert visits(some) < 0.8 * visits(everybody)
    assert units(some) > units(at_once) + 10


@pytest.mark.parametrize("wider", [{"search_growth": 0.3}, {"search_elsewhere": 0.5}])
def test_a_wider_search_is_seen(wider: dict[str, float]) -> None:
    """A need looks again where its search finds another outlet, and elsewhere not."""
    two = {"regions": {"here": {"share": 0.5}, "there": {"share": 0.5}}}
    few = {"distribution": {**DEALERS, **shops(reach=0.3)}}
    scenario = market(CROWDED, **two, **few)
    some, everybody = both_ways(with_needs(scenario, **wider), seed=5)

    assert_equal(some, everybody)
    assert visits(some) < 0.8 * visits(everybody)
    assert units(some) > units(played(scenario, 5, everybody=False)) + 30


def test_where_nothing_changes_each_need_looks_at_first_and_at_last() -> None:
    """Visits are needs that arose, and those given up after more than a week."""
    scenario = market(need={"lasts_weeks": 3})
    ledger = played(scenario, 5, everybody=False)
    flows = ledger.table("need_flow").groupby("outcome", observed=True)["needs"].sum()

    assert flows["visits"] == flows["arisen"] + flows["given_up"]
    assert flows["given_up"] > 300


def test_a_term_that_does_not_say_what_it_hangs_on_is_looked_at_in_every_week() -> None:
    """Whatever else a term of utility reads may have changed."""

    class Whim(ProductAppeal):
        """Add nothing, for reasons of its own."""

        per: ClassVar = "customer"

        @classmethod
        def of_product(cls, product: Any) -> dict[str, Any]:
            """Declare nothing."""
            del product
            return {}

        @staticmethod
        def value(shopper: Any, offer: Any, visit: Any) -> Any:
            """Return nothing."""
            del shopper, visit
            return 0.0 * offer.price

    UTILITY.register("whim")(Whim)
    try:
        some, everybody = both_ways(market(), seed=5)
    finally:
        UTILITY.forget("whim")
    assert visits(some) == visits(everybody)


class Whimsical(Customer):
    """A customer with a rule of its own."""


def test_customers_with_rules_of_their_own_look_in_every_week() -> None:
    """What makes up their minds is not known here."""
    scenario = market().changed(customers=60, crowd="one_by_one")
    with pytest.warns(UserWarning, match="one by one"):
        own = opened(scenario, 5, customer=Whimsical)
    for _ in range(scenario.weeks):
        own.step()

    assert visits(own.ledger.close()) == visits(played(scenario, 5, everybody=True))
    assert visits(played(scenario, 5, everybody=False)) < visits(own.ledger)


def units(ledger: Ledger) -> int:
    """Return how many units were sold."""
    return int(ledger.table("sale")["units"].sum())
