"""Suggestions and what customers have: refills, what lasts, pantries, orders, open needs, what they know."""

from typing import Any

import numpy as np
import pytest

from simulator import transactions
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.market.customers.test_suggestions import (
    ASKING,
    BULB,
    CROWDS,
    LAMP,
    LIGHT,
    bulbs,
    dealer,
    made_by,
    market,
)
from tests.market.customers.test_use import assert_within_luck
from tests.worlds.one_product import ALWAYS
from tests.worlds.textbook_markets import plain_market, shops

ALL = [dealer(1.0)]
"""A dealer that suggests bulbs to everybody."""


@CROWDS
def test_what_is_just_bought_can_be_refilled_at_once(crowd: str) -> None:
    """With a machine bought a moment ago pods are of use; without one, no pods are taken."""
    machine = {"life": {"mean_weeks": 5000.0, "shape": 50.0}}
    scenario = market(
        bulb={"refill_of": ["lamp"]}, more={"lamp": {**LAMP, **machine}}, distribution=ALL, crowd=crowd
    )
    ledger = simulate(scenario, 3)

    assert made_by(ledger, 1) == {"customers": 1000, "needs": 1000, "units": 1000, "others": 0}
    assert len(bulbs(ledger)) == 1000  # nobody buys a second machine


@pytest.mark.by_day("columns")
@CROWDS
def test_what_is_of_no_use_is_not_needed(crowd: str) -> None:
    """A refill of what three in ten own makes as many need it, however often it is suggested."""
    socket = {"category": "sockets", "unit_cost": 1, "list_price": 9, "appeal": ALWAYS}
    owned = {"life": {"mean_weeks": 5000.0, "shape": 50.0, "owned": 0.3}}
    more = {"socket": {**socket, **owned}}
    ledger = simulate(market(bulb={"refill_of": ["socket"]}, more=more, distribution=ALL, crowd=crowd), 3)
    made = made_by(ledger, 1)

    assert made["customers"] == 1000
    assert_within_luck(np.repeat([1.0, 0.0], [made["needs"], 1000 - made["needs"]]), 0.3)
    assert made["units"] == made["needs"]


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize("while_owning", [0.0, 0.4, 1.0])
def test_owners_need_another_as_often_as_they_would(while_owning: float, crowd: str) -> None:
    """Of owners of one that lasts; others always do."""
    life = {"life": {"mean_weeks": 5000.0, "shape": 50.0, "owned": 0.5}}
    people = {"needs": {**LIGHT, "bulbs": {"per_year": 0, "while_owning": while_owning}}}
    ledger = simulate(market(bulb=life, people=people, distribution=ALL, weeks=1, crowd=crowd), 4)
    made, owners = made_by(ledger), 0.5

    assert made["customers"] == 1000
    share = (1 - owners) + owners * while_owning
    if while_owning == 1.0:
        assert made["needs"] == 1000
    else:
        assert_within_luck(np.repeat([1.0, 0.0], [made["needs"], 1000 - made["needs"]]), share)


@pytest.mark.by_day("columns")
@CROWDS
def test_a_subscription_that_was_suggested_is_kept_with_its_luck(crowd: str) -> None:
    """At the same price all go on, though seven in ten would not take it anew; and buy no second one."""
    paid = {"appeal": -0.8, "subscription": {"period_weeks": 4, "compares": 0.0}}
    ledger = simulate(market(bulb=paid, distribution=ALL, weeks=5, crowd=crowd), 5)
    rows = bulbs(ledger)
    who = [set(rows[rows["week"] == week]["customer"]) for week in range(1, 6)]

    assert 200 < len(who[0]) < 400
    assert all(who[0].isdisjoint(later) for later in who[1:4])
    assert who[0] <= who[4]
    assert made_by(ledger, 2)["needs"] == 1000 - len(who[0])
    assert not rows.duplicated(["week", "customer"]).any()


@pytest.mark.by_day("columns")
@CROWDS
def test_a_need_of_several_units_takes_them(crowd: str) -> None:
    """Three of each customer that hears of it."""
    people = {"needs": {**LIGHT, "bulbs": {"per_year": 0, "units": 3}}}
    ledger = simulate(market(people=people, distribution=ALL, weeks=1, crowd=crowd), 6)

    assert made_by(ledger) == {"customers": 1000, "needs": 1000, "units": 3000, "others": 0}


@pytest.mark.by_day("columns")
@CROWDS
def test_who_keeps_some_at_home_needs_none(crowd: str) -> None:
    """After a deal five are kept by everybody and used in five weeks: until then nothing is followed."""
    pantry = {"per_year": 52, "pantry": {"storage_cost": 0.01, "most_units": 5}}
    deal = [{"week": 3, "do": {"price_change": 0.8}, "lasts": 1}]
    people = {"needs": {**LIGHT, "bulbs": pantry}}
    scenario = market(people=people, distribution=ALL, weeks=9, customers=100, events=deal, crowd=crowd)
    ledger = simulate(scenario, 7)

    assert [made_by(ledger, week)["customers"] for week in range(1, 10)] == [100] * 9
    assert [made_by(ledger, week)["needs"] for week in range(1, 10)] == [100] * 2 + [0] * 5 + [100] * 2


@CROWDS
def test_who_waits_for_an_order_needs_no_more(crowd: str) -> None:
    """What is suggested may be ordered; until it comes it is not needed again."""
    ledger = simulate(with_bulbs_to_order(crowd), 8)
    made = [made_by(ledger, week) for week in (1, 2, 3)]

    assert made[0] == {"customers": 100, "needs": 100, "units": 0, "others": 0}
    assert made[1] == {"customers": 100, "needs": 0, "units": 0, "others": 0}
    assert ledger.table("backorder", steps=True)["units"].sum() >= 100
    assert ledger.table("delivery").query("ordered == 1")["units"].sum() == 100


def with_bulbs_to_order(crowd: str) -> Scenario:
    """Return a market of a dealer that has lamps, and takes orders for bulbs that come late."""
    made = {
        "lamp": {**LAMP, "digital": True},
        "bulb": {**BULB, "suggested_with": {"products": ["lamp"], "chance": 1.0}},
    }
    who = {**ASKING, "needs": LIGHT, "waiting_cost": 0.0}
    late = {**shops(expertise=1.0), "opening_stock": 0, "lead_time_weeks": 3}
    return plain_market(
        8, 100, made, who, detail="sales", crowd=crowd, backorders=[{"at": {"format": "dealer"}}],
        distribution=[{"model": "authorized_dealers", "dealers_per_region": 1, **late}],
    )  # fmt: skip


@CROWDS
@pytest.mark.parametrize(("meanwhile", "arisen"), [("absorbed", 0), ("overtakes", 100)])
def test_an_open_need_is_one_with_it_or_gives_way(meanwhile: str, arisen: int, crowd: str) -> None:
    """As with any need: in week 2 that of week 1, which found nothing, is open."""
    need = {"per_year": 52, "lasts_weeks": 9, "meanwhile": meanwhile}
    people = {"needs": {**LIGHT, "bulbs": need}}
    scenario = market(
        bulb={"appeal": -ALWAYS}, people=people, distribution=ALL, weeks=3, customers=100, crowd=crowd
    )
    ledger = simulate(scenario, 9)
    flows = ledger.table("need_flow").astype({"outcome": str, "category": str}).query("category == 'bulbs'")
    told = flows.groupby(["week", "outcome"])["needs"].sum()

    assert [made_by(ledger, week)["customers"] for week in (1, 2, 3)] == [100] * 3
    assert [made_by(ledger, week)["needs"] for week in (1, 2, 3)] == [arisen] * 3
    assert told.get((2, "overtaken"), 0) == 2 * arisen
    assert told[2, "open"] == 100


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize("lasts_weeks", [1, 3])
def test_what_stays_open_is_looked_for_everywhere(lasts_weeks: int, crowd: str) -> None:
    """Too dear where it is suggested, and cheap elsewhere: bought there next week, where needs last."""
    people = {
        "needs": {**LIGHT, "bulbs": {"per_year": 0, "lasts_weeks": lasts_weeks}},
        "price_sensitivity": 1.0, "taste_shock": 0.0,
    }  # fmt: skip
    cheap = {"model": "direct_automated", "label": "cheap", "price": 0.5, "products": ["bulb"], **shops()}
    scenario = market(
        bulb={"appeal": 4.0}, people=people, weeks=4, customers=100, crowd=crowd,
        distribution=[dealer(1.0), cheap],
    )  # fmt: skip
    ledger = simulate(scenario, 3)
    rows = bulbs(ledger)
    made = [made_by(ledger, week)["needs"] for week in (1, 2, 3, 4)]

    assert not made_by(ledger)["units"]
    if lasts_weeks == 1:
        assert made == [100] * 4 and not len(rows)
    else:  # in week 2 what is suggested is one with what is looked for since week 1
        assert made == [100, 0, 100, 0]
        assert rows.groupby("week")["units"].sum().to_dict() == {2: 100, 4: 100}
        assert {name.split()[0] for name in rows["outlet"]} == {"cheap"}


@CROWDS
def test_at_the_outlet_another_may_be_taken(crowd: str) -> None:
    """Of two worth the same half take the one that is suggested; what is elsewhere is not looked at."""
    plain, better = {**BULB, "appeal": ALWAYS / 2}, {**BULB, "appeal": ALWAYS}
    kiosk = {**dealer(0.0), "label": "plain", "outlet_format": "kiosk", "products": ["far"]}
    near = {**dealer(1.0), "products": ["lamp", "bulb", "plain"]}
    scenario = market(
        bulb={"appeal": ALWAYS / 2}, more={"plain": plain, "far": better}, distribution=[near, kiosk],
        weeks=1, crowd=crowd,
    )  # fmt: skip
    ledger = simulate(scenario, 4)
    made = made_by(ledger)

    assert made["units"] + made["others"] == made["needs"] == 1000
    assert_within_luck(np.repeat([1.0, 0.0], [made["units"], made["others"]]), 0.5)
    assert set(transactions(ledger)["product"]) == {"lamp", "bulb", "plain"}


@CROWDS
def test_what_is_suggested_is_known(crowd: str) -> None:
    """Of unknown bulbs, only suggested ones are sold."""
    told = [
        {"medium": "radio", "message": "care", "product": "lamp", "weeks": [1, 3], "weekly_budget": 90_000}
    ]
    people = {"needs": {**LIGHT, "bulbs": {"per_year": 52}}, "media": {"radio": 1.0}}
    scenario = market(
        0.5, people=people, distribution=ALL, weeks=1, crowd=crowd, campaigns=told,
        media={"radio": {"cost_per_contact": 1.0, "credibility": 0.0}},
        response={"initial_adstock": 0.0, "retention": 1.0, "display": 0.0},
    )  # fmt: skip
    ledger = simulate(scenario, 5)
    made, lamps = made_by(ledger), transactions(ledger)["product"].eq("lamp").sum()

    assert lamps > 990
    assert 400 < made["units"] < 600
    assert len(bulbs(ledger)) == made["units"]


def scarce(crowd: str) -> Any:
    """Return a market in which bulbs are needed and suggested, and there are fewer than are wanted."""
    few = {"opening_stock": 700, "ordering": {"policy": "base_stock", "level": 0}}
    people = {"needs": {**LIGHT, "bulbs": {"per_year": 26}}}
    lamps = {"lamp": {**LAMP, "digital": True}}
    way = [{**dealer(1.0), **few}]
    return market(people=people, more=lamps, distribution=way, weeks=1, crowd=crowd)


@CROWDS
def test_what_is_suggested_is_had_from_what_is_left(crowd: str) -> None:
    """Needs of their own are served before; nothing is sold twice."""
    ledger = simulate(scarce(crowd), 6)
    made, own = made_by(ledger), ledger.table("need", steps=True).astype({"outcome": str, "category": str})
    met = own[(own["category"] == "bulbs") & (own["outcome"] == "met") & (own["ordinal"] == 0)]
    needed = own[(own["category"] == "bulbs") & (own["outcome"] == "arisen") & (own["ordinal"] == 0)]

    assert len(met) == len(needed) > 400
    assert made["needs"] == 1000
    assert made["units"] == 700 - len(met) > 100
