"""Support: contacts asked, answered and given up, weeks of waiting, and the member that pays."""

from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.customer import Customer
from simulator.market.simulate import opened, simulate
from tests.fuzz.laws import broken_laws
from tests.worlds.helped_shop import OWNERS, helped_shop

EVERY_WEEK = {"contacts_per_year": 52}
DEALERS: list[dict[str, Any]] = [
    {"model": "direct_automated", "sale_cost": 0.0},
    {"model": "authorized_dealers", "dealers_per_region": 1, "advice_cost": 0.0},
]
DEALER, STORE = "acme dealer north 1", "acme web_store"


def weekly(ledger: Ledger, kind: str) -> "pd.Series[int]":
    """Return how many a kind counts, in every week."""
    weeks = range(1, ledger.header.scenario.weeks + 1)
    return ledger.table(kind, steps=True).groupby("week")["customers"].sum().reindex(weeks, fill_value=0)


def became(ledger: Ledger, outcome: str) -> pd.DataFrame:
    """Return the contacts of which became that."""
    table = ledger.table("contact_outcome")
    return table[table["outcome"] == outcome]


def paid(ledger: Ledger, reason: str) -> pd.DataFrame:
    """Return what is paid for a reason."""
    table = ledger.table("payment", steps=True)
    return table[table["reason"] == reason]


@pytest.mark.by_day(1)
@pytest.mark.parametrize("yearly", [6.5, 26.0])
def test_as_many_ask_as_chance_says(yearly: float) -> None:
    """Binomial with chance a year / 52, from the second week on; all are answered at once."""
    weeks, chance = 21, yearly / 52
    ledger = simulate(helped_shop({"contacts_per_year": yearly}, weeks=weeks), 1)
    asked = weekly(ledger, "contact")
    every = asked.loc[2:].to_numpy()

    assert asked[1] == 0
    assert (weekly(ledger, "ownership") == OWNERS).all()
    deviation = sqrt(OWNERS * chance * (1 - chance))
    assert every.sum() == pytest.approx((weeks - 1) * OWNERS * chance, abs=3.5 * sqrt(weeks - 1) * deviation)
    assert (np.abs(every - OWNERS * chance) < 4.5 * deviation).all()
    assert every.std() == pytest.approx(deviation, rel=3.5 / sqrt(2 * (weeks - 2)))
    assert measure(ledger, "contact_rate") == pytest.approx(52 * every.sum() / (weeks * OWNERS))
    assert measure(ledger, "weeks_to_answer") == measure(ledger, "abandonment_rate") == 0.0
    assert ledger.count("open_contact") == 0


def test_all_ask_in_every_week_that_begins_with_the_product_in_use() -> None:
    """Also in weeks in which it is paid for again, if once a week is asked."""
    asked = weekly(simulate(helped_shop(EVERY_WEEK, {"subscription": {"period_weeks": 2}}), 1), "contact")

    assert asked.tolist() == [0] + [OWNERS] * 11


@pytest.mark.parametrize("patience", [None, 1, pytest.param(3, marks=pytest.mark.nightly)])
def test_the_queue_is_that_of_its_recursion(patience: int | None) -> None:
    """Waiting' = max(0, waiting + new − given up − capacity); first come, first served; Little's sum."""
    capacity, last = 400, 16
    terms = {"contacts_per_year": 6.5, "weekly_capacity": capacity, "patience_weeks": patience}
    ledger = simulate(helped_shop(terms, weeks=last), 1)
    asked, waiting = weekly(ledger, "contact"), weekly(ledger, "open_contact")
    gone, expected = became(ledger, "given_up").groupby("week")["customers"].sum(), 0
    for week in range(2, last + 1):
        expected = max(0, expected + int(asked[week]) - int(gone.get(week, 0)) - capacity)
        assert waiting[week] == expected
    answered = became(ledger, "answered")
    assert waiting.max() > 50 and answered.groupby("week")["customers"].sum().max() == capacity
    assert (np.diff(answered["asked"]) >= 0).all()
    over = ledger.table("contact_outcome")
    inside = asked.sub(over.groupby("asked")["customers"].sum(), fill_value=0)
    still = (inside * (last + 1 - inside.index)).sum()
    assert waiting.sum() == (over["customers"] * (over["week"] - over["asked"])).sum() + still
    assert broken_laws(ledger) == []


@pytest.mark.parametrize("patience", [pytest.param(1, marks=pytest.mark.nightly), 2, 5])
def test_customers_give_up_after_as_many_weeks_as_they_wait(patience: int) -> None:
    """Of what is answered in its patience, some waits one week less; nothing longer."""
    terms = {"contacts_per_year": 13, "weekly_capacity": 300, "patience_weeks": patience}
    ledger = simulate(helped_shop(terms, weeks=20), 1)
    given_up, answered = became(ledger, "given_up"), became(ledger, "answered")

    assert set(given_up["week"] - given_up["asked"]) == {patience}
    assert (answered["week"] - answered["asked"]).max() == patience - 1
    assert measure(ledger, "abandonment_rate") == pytest.approx(
        given_up["customers"].sum() / (given_up["customers"].sum() + answered["customers"].sum())
    )


def test_without_patience_that_ends_nothing_is_given_up() -> None:
    """Everything is answered at last, or waits."""
    terms = {"contacts_per_year": 13, "weekly_capacity": 300}
    ledger = simulate(helped_shop(terms, weeks=20), 1)
    over = ledger.table("contact_outcome")

    assert set(over["outcome"]) == {"answered"}
    assert (over["week"] - over["asked"]).max() > 8


@pytest.mark.by_day(1)
@pytest.mark.parametrize("capacity", [None, 900])
def test_the_seller_answers_or_the_maker(capacity: int | None) -> None:
    """The same contacts; each seller has hands of its own, and a fee from the maker; itself it pays none."""
    terms = {"contacts_per_year": 26, "weekly_capacity": capacity, "cost": 7.0, "fee": 3.0}
    by_maker, by_seller = (
        simulate(helped_shop({**terms, **by}, distribution=DEALERS), 1)
        for by in ({}, {"answered_by": "seller"})
    )

    asked = [one.table("contact").astype({"answerer": str, "outlet": str}) for one in (by_maker, by_seller)]
    assert asked[0].drop(columns="answerer").equals(asked[1].drop(columns="answerer"))
    assert set(asked[0]["answerer"]) == {"acme"}
    assert (asked[1]["answerer"] == asked[1]["outlet"]).all()
    assert set(asked[1]["outlet"]) == {DEALER, STORE}
    for ledger, most in ((by_maker, capacity), (by_seller, capacity and 2 * capacity)):
        done = became(ledger, "answered").groupby("week")["customers"].sum()
        assert (done <= (most or OWNERS)).all()
        assert paid(ledger, "support")["amount"].sum() == 700 * done.sum()
        assert broken_laws(ledger) == []
    answered = became(by_seller, "answered")["customers"].sum()
    assert len(paid(by_maker, "support_fee")) == 0
    assert set(paid(by_seller, "support_fee")["payer"]) == {"acme"}
    assert paid(by_seller, "support_fee")["amount"].sum() == 300 * answered


def test_a_named_member_answers_for_all_and_is_paid() -> None:
    """Whichever outlet sold it."""
    terms = {"contacts_per_year": 26, "answered_by": DEALER, "fee": 3.0}
    ledger = simulate(helped_shop(terms, distribution=DEALERS), 1)

    assert set(ledger.table("contact")["answerer"]) == {DEALER}
    assert set(ledger.table("contact")["outlet"]) == {DEALER, STORE}
    assert paid(ledger, "support_fee")["amount"].sum() == 300 * weekly(ledger, "contact").sum()


def test_two_sellers_of_half_the_hands_answer_as_one() -> None:
    """The law of clones: while both have more to do than they can, as much is answered, and as much waits."""
    waits = []
    for dealers, capacity in ((1, 600), (2, 300)):
        terms = {"contacts_per_year": 26, "answered_by": "seller", "weekly_capacity": capacity}
        ways = {
            "model": "authorized_dealers",
            "dealers_per_region": dealers,
            "advice_cost": 0.0,
            "reach": 1.0,
        }
        ledger = simulate(helped_shop(terms, distribution=ways), 1)
        answered = ledger.table("contact_outcome").groupby(["week", "answerer"], observed=True)["customers"]
        assert answered.sum().tolist() == [capacity] * 11 * dealers
        waits.append(weekly(ledger, "open_contact"))

    assert waits[0].equals(waits[1])


@pytest.mark.parametrize("terms", [{"weekly_capacity": 0}, {"weekly_capacity": 0, "patience_weeks": 2}])
def test_with_no_hands_nothing_is_answered_or_paid(terms: dict[str, Any]) -> None:
    """All waits, or is given up."""
    ledger = simulate(helped_shop({**EVERY_WEEK, "cost": 5.0, "fee": 5.0, **terms}), 1)

    assert len(became(ledger, "answered")) == len(paid(ledger, "support")) == 0
    assert weekly(ledger, "open_contact")[12] == OWNERS * min(11, terms.get("patience_weeks", 11))


def test_a_member_that_has_left_answers_nothing() -> None:
    """Customers wait for it until they give up, and that is told apart."""
    terms = {"contacts_per_year": 26, "answered_by": DEALER, "weekly_capacity": 500, "patience_weeks": 2}
    leaves = [{"week": 6, "depart": DEALER}]
    ledger = simulate(helped_shop(terms, distribution=DEALERS, events=leaves), 1)
    gone = became(ledger, "no_answerer")

    assert became(ledger, "answered")["week"].max() == 5
    assert gone["week"].min() == 6 and became(ledger, "given_up")["week"].max() == 5
    assert set(gone["week"] - gone["asked"]) == {2}
    assert weekly(ledger, "contact")[12] > 0
    assert broken_laws(ledger) == []


def test_a_member_that_a_switch_leaves_out_answers_nothing() -> None:
    """It would open with an event, and events are switched off: no contact is asked or answered."""
    late = {"week": 3, "open_channel": {"model": "direct_automated", "label": "late"}}
    shop = helped_shop(
        {**EVERY_WEEK, "answered_by": "late web_store", "patience_weeks": 2}, events=[late], weeks=8
    )
    found = [
        set(simulate(one, 1).table("contact_outcome")["outcome"])
        for one in (shop, shop.changed(switched_off=["events"]))
    ]

    assert found == [{"answered"}, {"no_answerer"}]


def test_what_is_not_in_use_any_longer_is_asked_about_no_more() -> None:
    """Of lamps that all last five weeks and are not replaced: what waits is given up when they wear out."""
    lamp = {"subscription": None, "life": {"mean_weeks": 5, "shape": 100.0}}
    needs = {"needs": {"light": {"per_year": 52, "replaced_per_week": 0.0}}}
    ledger = simulate(helped_shop({**EVERY_WEEK, "weekly_capacity": 0}, lamp, people=needs), 1)

    assert weekly(ledger, "contact").tolist() == [0] + [OWNERS] * 4 + [0] * 7
    assert set(became(ledger, "given_up")["week"]) == {6}
    assert weekly(ledger, "contact_outcome")[6] == 4 * OWNERS


def test_owners_at_the_start_ask_the_maker_whoever_sells() -> None:
    """Their units have no known seller."""
    lamp = {"subscription": None, "life": {"mean_weeks": 5200, "owned": 1.0}}
    ledger = simulate(helped_shop({**EVERY_WEEK, "answered_by": "seller"}, lamp, weeks=1), 1)
    asked = ledger.table("contact")

    assert asked["customers"].sum() == OWNERS
    assert set(asked["answerer"]) == {"acme"}
    assert set(ledger.columns("contact")["outlet"].tolist()) == {NOBODY_CODE}


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_weeks_of_waiting_are_counted_from_purchase_to_purchase(crowd: str) -> None:
    """Asked in every week and never answered: one, two, three weeks, then paid for again, and anew."""
    lamp = {"subscription": {"period_weeks": 4}}
    shop = helped_shop({**EVERY_WEEK, "weekly_capacity": 0}, lamp, customers=30, weeks=9, crowd=crowd)
    market, waited = opened(shop, 1), []
    for _ in range(shop.weeks):
        market.step()
        waited.append(set(market.crowd.columns.belongings.weeks_unhelped[:, 0].tolist()))
        if crowd == "one_by_one":
            assert {customer.weeks_unhelped[0] for customer in market.crowd.customers} == waited[-1]

    assert waited == [{0}, {1}, {2}, {3}, {1}, {2}, {3}, {4}, {1}]


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_waiting_makes_customers_leave_as_the_formula_says(crowd: str) -> None:
    """After the second purchase and three weeks of waiting: 1 − (1 − θ)^exp(3 c₂), each by its own θ."""
    leaving = {"alpha": 2.0, "beta": 8.0, "unhelped": 0.4}
    needs = {"light": {"per_year": 52, "leaving": leaving}}
    terms, lamp = {**EVERY_WEEK, "weekly_capacity": 0}, {"subscription": {"period_weeks": 4}}
    shop = helped_shop(terms, lamp, people={"needs": needs}, customers=2000, crowd=crowd)
    market = opened(shop, 3)
    for _ in range(4):
        market.step()
    columns = market.crowd.columns
    before = columns.belongings.left[:, 0].copy()
    market.step()
    own = columns.people.own.leaving[:, 0].astype(np.float64)
    rank = (columns.dice.words("leaves light", 5, columns.people.key) >> np.uint64(32)) / 2.0**32
    chance = 1.0 - (1.0 - own) ** np.exp(3 * 0.4)
    expected = before | (rank < chance)
    waited = columns.belongings.weeks_unhelped[:, 0]

    assert (columns.belongings.left[:, 0] == expected)[np.abs(rank - chance) > 1e-9].all()
    assert 0.4 < expected.mean() < 0.9 and 0.1 < before.mean() < 0.3
    assert set(waited[~before].tolist()) == {1}


def test_switched_off_nobody_asks() -> None:
    """The ledger is that of the shop without support."""
    needs = {"light": {"per_year": 52, "leaving": {"alpha": 1.0, "beta": 9.0, "unhelped": 2.0}}}
    terms, people = {**EVERY_WEEK, "weekly_capacity": 0}, {"needs": needs, "waiting_for_help": 1.0}
    shop = helped_shop(terms, people=people, weeks=7)
    without = helped_shop(None, people={"needs": needs}, weeks=7)
    off, never, on = (
        simulate(one, 1).content_hash() for one in (shop.changed(switched_off=["support"]), without, shop)
    )

    assert off == never != on


@pytest.mark.parametrize("price", [pytest.param(12.0, marks=pytest.mark.nightly), 12_000.0])
def test_cheap_and_dear_goods_are_helped_with_alike(price: float) -> None:
    """The same owners ask, are answered and give up; what it costs is the scenario's."""
    terms = {"contacts_per_year": 13, "weekly_capacity": 500, "patience_weeks": 2, "cost": 4.0}
    lamp = {"list_price": price, "unit_cost": price / 4, "subscription": {"period_weeks": 4}}
    people = {"price_sensitivity": 2.0 / price, "waiting_for_help": 0.2}
    usual = simulate(
        helped_shop(terms, people={"waiting_for_help": 0.2}, lamp={"subscription": lamp["subscription"]}), 1
    )
    other = simulate(helped_shop(terms, lamp, people=people), 1)

    for kind in ("contact", "contact_outcome", "open_contact"):
        assert usual.table(kind).astype(str).equals(other.table(kind).astype(str))
    assert paid(usual, "support")["amount"].tolist() == paid(other, "support")["amount"].tolist()


def test_what_is_remembered_of_help_is_kept_only_where_there_is_support() -> None:
    """Where it was bought, since when it is in use, how long was waited: 8 bytes a customer and product."""
    lamp = {"subscription": None, "life": {"mean_weeks": 5}}
    with_it, without = (opened(helped_shop(terms, lamp), 1).crowd for terms in (EVERY_WEEK, None))
    kept = [
        (has.offer, has.since, has.weeks_unhelped)
        for has in (with_it.columns.belongings, without.columns.belongings)
    ]

    assert [sum(column.nbytes for column in columns) for columns in kept] == [8 * OWNERS, 0]


class Shy(Customer):
    """A customer that asks for nothing."""

    def asks_for_help(self, product: int) -> bool:
        """Ask never."""
        del product
        return False


def test_a_customer_of_ones_own_asks_as_it_likes() -> None:
    """Here, not at all; the rest is as it was."""
    shop = helped_shop(EVERY_WEEK, customers=40)
    with pytest.warns(UserWarning, match="Shys are asked one by one"):
        ledger = simulate(shop, 1, customer=Shy)

    assert ledger.count("contact") == 0 < ledger.count("sale")
