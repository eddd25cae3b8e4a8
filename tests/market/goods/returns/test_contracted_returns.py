"""Returns by contract: a supplier asks its buyers to take back from customers what it supplies."""

from typing import Any

import pytest
from pydantic import ValidationError

from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.describe.describe import describe
from simulator.scenario.schema import Scenario
from tests.worlds.plain import dealers, plain

PEOPLE, LAMP = {"values": {"quality": 4.0}, "price_sensitivity": 0.02}, {"variability": 0.5}
OWN = {"at": {"format": "dealer"}, "within_weeks": 3, "refund": 0.9, "saleable": 0.5, "inspection_cost": 2.0}


def world(**changes: Any) -> Scenario:
    """Return dealers of lamps that differ, so that some come back where they are taken back."""
    more = {"detail": "sales", "distribution": dealers(margin=0.3), **changes}
    return plain(PEOPLE, LAMP, customers=300, **more)


def returns_of(ledger: Ledger) -> int:
    """Return how many units came back."""
    return int(ledger.table("return", steps=True)["units"].sum())


def test_what_a_contract_asks_is_played_as_if_the_outlets_said_it() -> None:
    """Entry by entry."""
    terms = {key: OWN[key] for key in ("within_weeks", "refund")}
    asked = world(contracts=[{"to": "dealer", "returns": {**terms, "credited": 0.4}}])
    said = world(returns=[{"at": {"format": "dealer"}, **terms, "credited": 0.4}])
    one, other = (simulate(scenario, 3) for scenario in (asked, said))

    assert difference(one, other) == ""
    assert returns_of(one) > 20
    assert one.count("supplier_credit")


def test_it_holds_over_the_outlets_own_terms_and_leaves_the_rest() -> None:
    """Refund by contract; weeks, inspection and what can be sold again by the outlet."""
    asked = world(returns=[OWN], contracts=[{"to": "dealer", "returns": {"refund": 1.0}}])
    said = world(returns=[{**OWN, "refund": 1.0}])

    assert difference(simulate(asked, 3), simulate(said, 3)) == ""


def test_it_binds_the_buyers_meant_alone() -> None:
    """One dealer of four takes back; of a second product none does."""
    spare = {**plain(PEOPLE, LAMP).model_dump(mode="json")["products"]["lamp"], "list_price": 90}
    lamps = {"lamp": {**spare, "list_price": 100}, "spare": spare}
    asked = world(products=lamps)
    (first, *_) = [one.name for one in simulate(asked, 3).header.members if one.format == "dealer"]
    terms = [{"to": first, "product": "lamp", "returns": {"refund": 1.0}}]
    back = simulate(world(products=lamps, contracts=terms, weeks=20), 3).table("return", steps=True)

    assert {*back["outlet"]} == {first}
    assert {*back["product"]} == {"lamp"}


def test_both_ways_of_keeping_customers_play_it_alike() -> None:
    """Where they reckon with it, too."""
    people = {**PEOPLE, "foresees_returns": 1.0, "return_hassle": 10.0}
    terms = [{"to": "dealer", "returns": {"refund": 0.9, "shipping_cost": 4, "shipping_paid_by": "customer"}}]
    one, other = (
        simulate(plain(people, LAMP, customers=50, contracts=terms, crowd=crowd), 3)
        for crowd in ("columns", "one_by_one")
    )

    assert difference(one, other) == ""
    assert returns_of(one)


def test_it_is_described() -> None:
    """In the words of promotions."""
    terms = {"refund": 0.9, "within_weeks": 3, "credited": 0.4}
    told = describe(world(contracts=[{"to": "dealer", "returns": terms}]))

    assert "they take it back within 3 weeks, for 90 % of the price and with 40 % of what they paid" in told


@pytest.mark.parametrize(
    ("terms", "lamp", "told"),
    [
        ({"returns": {}}, {}, "says nothing; give within_weeks, refund"),
        ({"returns": {"refund": 1.1}}, {}, "less than or equal to 1"),
        ({"product": "lamp", "returns": {"refund": 1.0}}, {"digital": True}, "it cannot be sent back"),
    ],
)
def test_what_cannot_be_is_refused(terms: dict[str, Any], lamp: dict[str, Any], told: str) -> None:
    """With its place."""
    with pytest.raises(ValidationError, match=told):
        plain(PEOPLE, {**LAMP, **lamp}, contracts=[{"to": "dealer", **terms}])
