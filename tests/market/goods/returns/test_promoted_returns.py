"""Terms of return of a promotion: of what is bought under it, and of nothing else."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simulator import InputError, load
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.describe.describe import describe
from simulator.scenario.schema import Scenario
from tests.fuzz.laws import broken_laws
from tests.worlds.returned import returning_shop
from tests.worlds.small import small_world, written
from tests.worlds.waiting import PRICE

VARYING = {"variability": 0.5}
NEW = {"customer": "new"}


def trial(returns: dict[str, Any] | None, terms: list[dict[str, Any]], **changes: Any) -> Scenario:
    """Return the shop with a lower price for who never had a lamp, and terms of return of what it sells."""
    offer: dict[str, Any] = {"product": "lamp", "at": "web_store", "for": NEW, "price": PRICE - 10}
    offer |= {} if returns is None else {"returns": returns}
    return returning_shop(
        {}, {}, VARYING, weeks=4, customers=1000, promotions=[offer], returns=terms, **changes
    )


def back(ledger: Ledger) -> pd.DataFrame:
    """Return what was sent back, with what was paid and refunded in currency."""
    return ledger.table("return", steps=True).assign(
        paid=lambda rows: rows["price"] / 100, got=lambda rows: rows["refund"] / 100
    )


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_only_what_was_bought_under_it_comes_back(crowd: str) -> None:
    """Where the outlet takes nothing back else; goods and money are conserved."""
    ledger = simulate(trial({"refund": 0.9}, [], crowd=crowd), 1)
    rows = back(ledger)

    assert len(rows) > 100
    assert set(rows["paid"]) == {PRICE - 10}
    assert set(rows["got"]) == {(PRICE - 10) * 0.9}
    assert not broken_laws(ledger)


def test_what_it_leaves_out_is_as_for_all_that_is_bought_there() -> None:
    """Later units come back on the outlet's terms: half of their price; the first at all of it, in time."""
    usual = {"at": "web_store", "refund": 0.5, "within_weeks": 1, "saleable": 0.0}
    rows = back(simulate(trial({"refund": 1.0}, [usual]), 1))
    first, later = rows[rows["paid"] == PRICE - 10], rows[rows["paid"] == PRICE]

    assert len(first) > 100
    assert len(later) > 10
    assert (first["got"] == first["paid"]).all()
    assert (later["got"] == later["paid"] / 2).all()
    assert (rows["week"] - rows["bought"] == 1).all()
    thrown = simulate(trial({"refund": 1.0}, [usual]), 1).table("scrap")["units"].sum()
    assert thrown == rows[rows["week"] <= 3]["units"].sum()  # inspected for a week, unsaleable as usual


def test_a_promotion_with_the_outlets_own_terms_changes_nothing() -> None:
    """To the last entry."""
    usual = {"at": "web_store", "refund": 0.9, "within_weeks": 2}
    plain, same = (simulate(trial(said, [usual]), 1) for said in (None, {"refund": 0.9, "within_weeks": 2}))

    assert len(back(plain)) > 10
    assert difference(plain, same) == ""


def test_terms_of_one_promotion_are_not_those_of_the_next() -> None:
    """Whatever their order: what a promotion leaves out is as usual, not as the one before says."""
    dear = {"product": "lamp", "at": "web_store", "for": NEW, "price": PRICE - 10, "returns": {"refund": 0.5}}
    cheap = {**dear, "for": {"customer": "returning"}, "price": PRICE - 20, "returns": {"within_weeks": 8}}
    for offers in ([dear, cheap], [cheap, dear]):
        shop = returning_shop({}, {}, VARYING, weeks=4, customers=1000, promotions=offers, returns=[])
        rows = back(simulate(shop, 1))
        got = (rows["got"] / rows["paid"]).groupby(rows["paid"]).unique()

        assert {paid: list(shares) for paid, shares in got.items()} == {PRICE - 20: [1.0], PRICE - 10: [0.5]}


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_of_what_costs_alike_that_is_taken_which_may_be_sent_back(crowd: str) -> None:
    """In any order, and at the price asked, too; what is cheaper is taken all the same."""
    plain: dict[str, Any] = {"product": "lamp", "at": "web_store", "price": PRICE - 10}
    kept = {**plain, "returns": {"refund": 1.0}}
    for offers, some in (
        ([plain, kept], True),
        ([kept, plain], True),
        ([{**plain, "price": PRICE - 11}, kept], False),
        ([{"product": "lamp", "at": "web_store", "returns": {"refund": 1.0}}], True),
    ):
        ways = {"customers": 300, "crowd": crowd, "promotions": offers}
        shop = returning_shop({}, {}, VARYING, weeks=2, returns=[], **ways)

        assert bool(simulate(shop, 1).count("return")) == some


def test_shipping_may_be_part_of_the_terms() -> None:
    """Paid by the outlet, unit by unit, and told in the ledger."""
    ledger = simulate(trial({"refund": 1.0, "shipping_cost": 3.0}, []), 1)
    paid = ledger.table("payment", steps=True).query("reason == 'return_shipping'")["amount"].sum()

    assert set(ledger.table("return", steps=True)["shipping"]) == {300}
    assert paid == 300 * ledger.table("return", steps=True)["units"].sum()
    assert not broken_laws(ledger)


def test_it_is_described() -> None:
    """With what it says, and no more."""
    told = describe(trial({"refund": 0.9, "within_weeks": 8, "shipping_paid_by": "customer"}, []))

    assert (
        "to be sent back within 8 weeks, for 90 % of the price, at the expense of the customer, and else on "
        "the terms of all that is bought there, or the usual ones."
    ) in told


@pytest.mark.parametrize(
    ("offer", "digital", "place", "text"),
    [
        ({"price": 9, "returns": {}}, False, "promotions.0.returns", "says nothing; give within_weeks"),
        ({"price": 9, "returns": {"refund": 2}}, False, "promotions.0.returns.refund", "at most 1"),
        ({"price": 9, "returns": {"saleable": 1}}, False, "promotions.0.returns.saleable", "saleable"),
        ({}, False, "promotions.0", "offers nothing"),
        ({"pay": {"instalments": 2}, "returns": {"refund": 1}}, False, "promotions.0", "is paid in parts"),
        ({"price": 9, "returns": {"refund": 1}}, True, "promotions.0.returns", "'lamp' is digital"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, offer: dict[str, Any], digital: bool, place: str, text: str
) -> None:
    """What is wrong and where."""
    products = small_world()["products"]
    products["lamp"]["digital"] = digital
    offers = [{"product": "lamp", "at": "dealer", **offer}]
    with pytest.raises(InputError) as told:
        load(written(tmp_path / "world.yaml", products=products, promotions=offers))

    assert any(place in line and text in line for line in str(told.value).splitlines())
