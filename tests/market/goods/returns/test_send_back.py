"""Sending back: which units are kept, by closed forms and by the keyed luck of each."""

from math import erf, exp, log, sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.customers.customer import Customer
from simulator.market.customers.keeping import UnitAtHome
from simulator.market.customers.own_memory import unit_luck
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.returned import CARE, WORTH, returning_shop
from tests.worlds.waiting import PRICE, SENSITIVITY

SD = 0.5
"""How much units differ [0 … 1]."""


def varying(refund: float, hassle: float, **changes: Any) -> Scenario:
    """Return the shop where units differ; whoever chooses has no luck but with the unit."""
    people = {"return_hassle": hassle, **changes.pop("people", {})}
    return returning_shop({"refund": refund}, people, {"variability": SD}, **changes)


def returned(ledger: Ledger, bought: int = 1) -> pd.DataFrame:
    """Return what was sent back of what was taken home in a week."""
    return ledger.table("return", steps=True).query(f"bought == {bought}")


def sold(ledger: Ledger, week: int = 1) -> int:
    """Return how much was sold in a week."""
    return int(ledger.table("sale", steps=True).query(f"week == {week}")["units"].sum())


@pytest.mark.parametrize(("refund", "hassle"), [(1.0, 0.0), (1.0, 40.0), (0.8, 10.0)])
def test_a_unit_comes_back_that_is_worth_less_than_the_refund(refund: float, hassle: float) -> None:
    """P = Φ((β (refund − hassle) − E v) / sd Σ v_b), and each of those whose own unit is worth less."""
    scenario = varying(refund, hassle)
    ledger, market = simulate(scenario, 5), opened(scenario, 5)
    brings = SENSITIVITY * (refund * PRICE - hassle)
    chance = (1 + erf((brings - WORTH) / (SD * CARE) / sqrt(2))) / 2
    buyers = sold(ledger)
    luck = unit_luck(market.dice, market.customer_keys, market.run_tables.product_keys[0], np.zeros(4000))
    at_hand = set(ledger.table("sale", steps=True).query("week == 1")["customer"])
    worse = set(np.flatnonzero(WORTH + CARE * SD * luck <= brings).tolist())

    assert set(returned(ledger)["customer"]) == worse & at_hand
    assert len(returned(ledger)) / buyers == pytest.approx(
        chance, abs=3.5 * sqrt(chance * (1 - chance) / buyers)
    )
    assert set(returned(ledger)["reason"]) == {"unit"}
    assert (returned(ledger)["refund"] == round(100 * refund * PRICE)).all()


def test_more_comes_back_the_more_is_refunded_and_the_less_trouble_it_is() -> None:
    """The same customers, and others."""
    least, more, most = (
        set(returned(simulate(varying(refund, hassle), 5))["customer"])
        for refund, hassle in ((0.8, 20.0), (0.8, 0.0), (1.0, 0.0))
    )

    assert least < more < most


@pytest.mark.parametrize(("paid_by", "brings"), [("customer", 70.0), ("outlet", 100.0)])
def test_shipping_that_customers_pay_is_trouble(paid_by: str, brings: float) -> None:
    """30 of shipping keep as many units with their customers as a hassle of 30; or none."""
    terms = {"shipping_cost": 30.0, "shipping_paid_by": paid_by}
    shipped = simulate(returning_shop(terms, {}, {"variability": SD}), 5)
    troubled = simulate(varying(1.0, PRICE - brings), 5)

    assert set(returned(shipped)["customer"]) == set(returned(troubled)["customer"])


TOLD = 3.6
"""What a lamp is said to be worth [utils]."""
OVERSOLD = {"attributes": {"quality": 0.5}, "reputation": {"quality": TOLD / CARE}}
"""A lamp worth 2 utils."""


def logistic(x: float) -> float:
    """Return 1 / (1 + e^−x)."""
    return 1 / (1 + exp(-x))


@pytest.mark.parametrize("loss", [0.0, 30.0])
def test_a_promise_that_is_not_kept_comes_back(loss: float) -> None:
    """With a logit's luck, of all that buy σ(V + d + β loss) / σ(V) keep it, for no other reason."""
    ledger = simulate(returning_shop({}, {"taste_shock": 1.0, "return_hassle": loss}, OVERSOLD), 7)
    bought, kept = logistic(TOLD - SENSITIVITY * PRICE), logistic(SENSITIVITY * loss)
    share, buyers = 1 - kept / bought, sold(ledger)

    assert len(returned(ledger)) / buyers == pytest.approx(
        share, abs=3.5 * sqrt(share * (1 - share) / buyers)
    )
    assert set(returned(ledger)["reason"]) == {"promise"}


def test_nothing_comes_back_that_is_what_it_was_said_to_be() -> None:
    """Honest, alike, at no trouble and for all the money: who chose it keeps it; even if it is undersold."""
    for reputation in ({}, {"quality": 0.5}):
        lamp = {"reputation": reputation}
        ledger = simulate(returning_shop({}, {"taste_shock": 1.0}, lamp, weeks=4), 3)

        assert sold(ledger) > 500
        assert ledger.count("return") == 0


def test_who_can_send_it_back_loses_less_by_a_broken_promise() -> None:
    """E max(V^x, −k) over buyers less E V^x: what returns add to experienced surplus, need by need."""
    loss, weeks = 20.0, 6
    people = {"taste_shock": 1.0, "return_hassle": loss}
    ledger = simulate(returning_shop({}, people, OVERSOLD, weeks=weeks), 2)
    rows = ledger.table("experienced_surplus")
    told, true, lost = TOLD - SENSITIVITY * PRICE, 2.0 - SENSITIVITY * PRICE, SENSITIVITY * loss
    with_returns = log(1 + exp(true + lost)) - lost * logistic(told)
    without = log(1 + exp(told)) + (true - told) * logistic(told)
    needs = rows.query(f"week < {weeks}")["customers"].sum()
    added = rows.query("customers == 0")["amount"].sum() * SENSITIVITY / needs

    assert added == pytest.approx(with_returns - without, abs=4 / sqrt(needs))
    assert with_returns - without > 12 / sqrt(needs)


def test_returns_come_when_customers_get_round_to_it_and_not_too_late() -> None:
    """q, q (1 − q), q (1 − q)² in the three weeks there are, of those that want to send their unit back."""
    chance, within = 0.4, 3
    people, lamp = {"return_promptness": chance}, {"variability": SD}
    wants = len(returned(simulate(varying(1.0, 0.0), 5)))
    ledger = simulate(returning_shop({"within_weeks": within}, people, lamp, weeks=8), 5)
    weeks = returned(ledger)["week"].value_counts().sort_index()

    assert weeks.index.tolist() == [2, 3, 4]
    for week, count in weeks.items():
        share = chance * (1 - chance) ** (int(str(week)) - 2)
        assert count / wants == pytest.approx(share, abs=3.5 * sqrt(share * (1 - share) / wants))


def test_what_was_ordered_and_waited_for_can_be_sent_back() -> None:
    """As what was on the shelf, by the same luck; it was taken home in the week in which it came."""
    store = {"model": "direct_automated", "opening_stock": 0, "lead_time_weeks": 1, "sale_cost": 0.0}
    late = varying(
        1.0,
        0.0,
        weeks=3,
        people={"waiting_cost": 0.0},
        distribution={**store, "ordering": {"policy": "base_stock", "level": 0}},
        backorders=[{"at": "web_store"}],
    )
    waited, there = simulate(late, 5), simulate(varying(1.0, 0.0), 5)

    assert waited.table("delivery").query("week == 2")["units"].sum() == sold(there)
    assert set(returned(waited, 2)["customer"]) == set(returned(there)["customer"])


def test_a_price_for_some_is_what_is_refunded() -> None:
    """90 % of 70, and not of 100."""
    lamp = {"variability": 1.0}
    promotions = [{"product": "lamp", "at": "web_store", "price": 70.0}]
    ledger = simulate(returning_shop({"refund": 0.9}, {}, lamp, promotions=promotions), 5)
    refunded = ledger.table("payment", steps=True).query("reason == 'refund'")["amount"].sum()

    assert set(ledger.table("return", steps=True)["price"]) == {7000}
    assert refunded == 6300 * len(returned(ledger)) > 0


class Fond(Customer):
    """Keeps everything."""

    def keeps(self, unit: UnitAtHome) -> bool:
        """Say yes."""
        del unit
        return True


class Fickle(Customer):
    """Keeps nothing."""

    def keeps(self, unit: UnitAtHome) -> bool:
        """Say no, to all that could be sent back."""
        assert unit.back == PRICE
        return False


def test_a_customer_of_ones_own_decides_for_itself() -> None:
    """All or nothing comes back."""
    with pytest.warns(UserWarning, match="one by one"):
        kept = simulate(varying(1.0, 0.0, customers=150), 1, customer=Fond)
    with pytest.warns(UserWarning, match="one by one"):
        sent = simulate(varying(1.0, 0.0, customers=150), 1, customer=Fickle)

    assert kept.count("return") == 0
    assert returned(sent)["units"].sum() == sold(sent) > 0


def test_money_weighs_by_the_category_of_each_unit_in_both_ways() -> None:
    """Who takes home two units in one week keeps each by what money weighs in its own category."""
    shop = returning_shop({}, {}, {"variability": SD}, weeks=3)
    lamp = shop.products["lamp"].model_dump(mode="json")
    people = shop.segments["readers"].model_dump(mode="json")
    weights = {lamp["category"]: 1.0, "fuel": 0.1}
    people["needs"] = {category: {"per_year": 52, "price_weight": w} for category, w in weights.items()}
    both = shop.changed(
        products={"lamp": lamp, "oil": {**lamp, "category": "fuel"}}, segments={"readers": people}
    )
    one, other = (
        simulate(both.changed(crowd=crowd, customers=120), 2) for crowd in ("columns", "one_by_one")
    )
    back = one.table("return", steps=True).astype({"product": str}).groupby("product")["units"].sum()

    assert difference(one, other) == ""
    assert back["lamp"] > 3 * back.get("oil", 0) > 0


def test_what_has_worn_out_is_not_sent_back() -> None:
    """Of a life of two weeks that none outlasts nothing comes back after the second, in time or not."""
    life = {"variability": SD, "life": {"mean_weeks": 2.0, "shape": 100.0}}
    late = returning_shop({"within_weeks": 30}, {"return_promptness": 0.2}, life, weeks=12)
    rows = simulate(late.changed(customers=400), 1).table("return", steps=True)

    assert set(rows["week"] - rows["bought"]) == {1}


def test_what_fails_before_it_would_go_back_is_repaired() -> None:
    """And what goes back before it fails is not: units are claimed, or sent back, and never both."""
    lamp = {"variability": SD, "failure_rate": 0.3}
    slow = {"return_promptness": 0.1}
    claims = []
    for returns in ([], [{"at": "web_store", "within_weeks": 20, "saleable": 1.0}]):
        shop = returning_shop({}, slow, lamp, weeks=8, returns=returns, warranties=[{"weeks": 20}])
        ledger = simulate(shop.changed(customers=400), 1)
        claims.append(int(ledger.table("claim")["units"].sum()))
        back = int(ledger.table("return", steps=True)["units"].sum())
        assert (back > 50) == bool(returns)
    # of each unit that is meant to be sent back, a tenth goes and three tenths fail in every week
    assert 0.75 * claims[0] < claims[1] < claims[0]
