"""Looking again: whatever changes for the better is seen by all that it may serve, and by few others."""

from typing import Annotated, Any, ClassVar

import pytest

from experiments.validation._markets import PLENTY, plain_market, shops
from simulator.base.off_value import Off
from simulator.catalog.utility.product_appeal import ProductAppeal
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY
from simulator.ledger.ledger import Ledger
from simulator.market.customers.customer import Customer
from simulator.market.simulate import opened
from simulator.scenario.schema import Scenario
from tests.worlds.lookers import assert_equal, both_ways, played, visits, with_needs

WEEKS, CHANGE = 8, 6
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
    """Return a world in which nothing changes but by *ways*; needs last, and use teaches."""
    needs = {"light": {"per_year": 10, "lasts_weeks": 26, "meanwhile": "overtakes", **(need or {})}}
    fixed = {"distribution": {**DEALERS, **shops()}, **({"choice": choice} if choice else {})}
    return plain_market(
        WEEKS,
        1500,
        {"lamp": {"unit_cost": 50, "list_price": 100.0, "appeal": 1.0, **(lamp or {})}},
        {
            "price_sensitivity": 0.02,
            "values": {"quality": 2.0},
            "learns_from_use": 0.25,
            "needs": needs,
            **(people or {}),
        },
        **{**fixed, **ways},
    )


def from_week(*what: dict[str, Any]) -> list[dict[str, Any]]:
    """Return events that happen in the week of the change."""
    return [{"week": CHANGE, **one} for one in what]


SOON = {"model": "exclusive", "label": "shop", **shops()}
BOAST = {"boast": {"says": {"quality": 1.0}, "claims": {"quality": 1.0}}}
HONEST = {"honest": {"says": {"quality": 1.0}, "claims": {"quality": 0.3}}}
EARS = {"initial_adstock": 50.0, "retention": 1.0}
HIDDEN = {"response": {"initial_adstock": 0.3, "retention": 1.0, "always_aware": 0.0, "display": 0.05}}
CHANGES: dict[str, dict[str, Any]] = {
    "price": {"events": from_week({"do": {"price_change": 0.8}})},
    "deal for some weeks": {"events": from_week({"do": {"price_change": 0.8}, "lasts": 2})},
    "outlet": {"events": from_week({"open_channel": SOON})},
    "praise": {
        "distribution": {**DEALERS, **shops(credibility=0.5)},
        "messages": BOAST,
        "events": from_week({"message": "boast"}),
    },
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


@pytest.mark.by_day("flat")
@pytest.mark.parametrize("choice", [None, CROWDED], ids=["flat", "crowded"])
@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=[pytest.mark.nightly] * (what in ("name", "deal for some weeks")))
        for what in CHANGES
    ],
)
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


@pytest.mark.by_day(1)
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


def in_turn() -> Scenario:
    """Return two sellers that stand in the box in turn, and boast until the week of the change."""
    sellers = {"model": "marketplace", "first_party": False, "sellers": 2, "wholesalers": 0, "reach": 1.0}
    plenty = {"opening_stock": PLENTY, "ordering": {"policy": "base_stock", "level": 0.0}}
    alike = {"fulfilled": 1.0, "rivalry": {"step": 0.0, "least_margin": [0.0, 0.0]}}
    needs = {"light": {"per_year": 20, "lasts_weeks": 26, "meanwhile": "overtakes"}}
    quality = {"attributes": {"quality": 0.3}, "reputation": {"quality": 0.3}}
    return plain_market(
        WEEKS,
        1500,
        {"lamp": {"unit_cost": 50, "list_price": 100.0, "appeal": 1.0, **quality}},
        {"price_sensitivity": 0.02, "values": {"quality": 5.0}, "learns_from_use": 1000.0, "needs": needs},
        distribution={**sellers, **plenty, **alike, "behind_box": 1.0, "buy_box": "rotation"},
        messages={"default": "boast", **BOAST, **HONEST},
        events=from_week({"message": "honest"}),
    )


def test_who_knows_a_product_sees_it_come_to_the_front_while_it_is_praised_less() -> None:
    """Praise is nothing to it; to the others, the offer is worth less in front than it was behind."""
    some, everybody = both_ways(in_turn(), seed=5)
    box = some.table("buy_box").astype({"outlet": str}).set_index("week")["outlet"]

    assert box[CHANGE] != box[CHANGE - 1]
    assert_equal(some, everybody)
    assert visits(some) < 0.9 * visits(everybody)


class Complement(UtilityTerm):
    """Add what having had the first product makes of all."""

    steady: ClassVar = True
    remembers_of_products: ClassVar = {"uses": 0.0}
    symbol: ClassVar = "{complements} · [had the first product]"

    complements: Annotated[float, Off("complements", 0.0, "No product is worth more beside another.")] = 0.0
    """What it makes of them [utils]."""

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return it where the first product was had, else 0 [utils]."""
        del visit
        return shopper.complements * (shopper.own["times_had", 0 * offer.product] > 0)


@pytest.mark.parametrize("memory", ["loyalty", "complements"])
def test_what_is_bought_may_serve_what_else_is_needed(memory: str) -> None:
    """At the outlet of a purchase, or beside what was bought, offers are worth more: open needs see it."""
    lamp = {"unit_cost": 50, "list_price": 100.0, "appeal": 1.0}
    made = {"lamp": lamp, "bulb": {**lamp, "category": "refill", "appeal": -1.0}}
    needs = {"light": {"per_year": 20}, "refill": {"per_year": 10, "lasts_weeks": 26}}
    people = {"price_sensitivity": 0.02, memory: 3.0, "needs": needs}
    UTILITY.register("complement")(Complement)
    try:
        ways = {"distribution": {**DEALERS, **shops()}, "detail": "sales"}
        some, everybody = both_ways(plain_market(WEEKS, 1500, made, people, **ways), seed=5)
    finally:
        UTILITY.forget("complement")
    of_needs = some.table("need", steps=True).astype({"product": str})
    late = of_needs[(of_needs["product"] == "bulb") & (of_needs["onset"] < of_needs["week"])]

    assert_equal(some, everybody)
    assert visits(some) < 0.8 * visits(everybody)
    assert len(late) > 10


def test_who_does_not_renew_looks_at_what_else_there_is() -> None:
    """At its renewal a customer saw its own plan alone; if that is not worth it, another may be.

    At 30 for the first four weeks and at 100 from then on, where the other plan is at 60 throughout.
    """
    plan = {"unit_cost": 50, "appeal": 1.0, "subscription": {"period_weeks": 4, "compares": 0.0}}
    made = {"lamp": {**plan, "list_price": 100.0}, "other": {**plan, "list_price": 60.0}}
    trial = {"product": "lamp", "at": "dealer", "for": {"customer": "new"}, "price": 30.0}
    needs = {"light": {"per_year": 20, "lasts_weeks": 26}}
    scenario = plain_market(
        WEEKS,
        1500,
        made,
        {"price_sensitivity": 0.03, "needs": needs},
        distribution={**DEALERS, "dealers_per_region": 1, **shops()},
        promotions=[trial],
        detail="sales",
    )
    some, everybody = both_ways(scenario, seed=5)
    sold = some.table("sale", steps=True).astype({"product": str})
    subscribed = sold[sold["product"] == "lamp"].groupby("customer")["week"].first()
    changed = sold[sold["product"] == "other"].set_index("customer")["week"].sub(subscribed).dropna()

    assert_equal(some, everybody)
    assert visits(some) < 0.8 * visits(everybody)
    assert (changed == 5).sum() > 10  # four weeks of its plan, and one in which it did not go on


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
    scenario = market().changed(customers=30, crowd="one_by_one")
    with pytest.warns(UserWarning, match="one by one"):
        own = opened(scenario, 5, customer=Whimsical)
    for _ in range(scenario.weeks):
        own.step()

    assert visits(own.ledger.close()) == visits(played(scenario, 5, everybody=True))
    assert visits(played(scenario, 5, everybody=False)) < visits(own.ledger)


def units(ledger: Ledger) -> int:
    """Return how many units were sold."""
    return int(ledger.table("sale", steps=True)["units"].sum())
