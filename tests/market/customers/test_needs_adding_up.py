"""Needs that add up: a shortage forgets none of them, patience makes none, and the oldest is met first."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.validation._markets import shops
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.customer_needs import customer_needs
from simulator.market.simulate import opened, simulate
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import week_of_unit
from simulator.scenario.schema import Scenario
from tests.market.customers.test_open_needs import BOUGHT, flows, market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
ADDS_UP = {"per_year": 52, "meanwhile": "adds_up"}
COMING = 4
"""Week in which goods come to a shop that opens with none."""


NEVER = {"policy": "base_stock", "level": 0}
EMPTY = {"model": "authorized_dealers", "dealers_per_region": 1, **shops(opening_stock=0, ordering=NEVER)}
"""A shop that never has anything."""


def short_market(weeks: int, customers: int, need: dict[str, Any], coming: int = 0, **ways: Any) -> Scenario:
    """Return a shop without goods, another one that opens with so many, and people that all want them."""
    late = {"model": "exclusive", "label": "late", **shops(opening_stock=coming, ordering=NEVER)}
    opens = [{"week": COMING, "open_channel": late}] if coming else []
    need = {**ADDS_UP, "lasts_weeks": 26, **need}
    short = market(
        weeks, customers, need, **{"distribution": EMPTY, "events": opens, "detail": "sales", **ways}
    )
    product = short.model_dump(mode="json")["products"]["lamp"]
    return short.changed(products={"lamp": {**product, "appeal": 40.0}})


@pytest.mark.by_day("columns")
@CROWDS
def test_patience_by_itself_sells_not_one_unit_more(crowd: str) -> None:
    """With unchanged offers needs of 26 weeks buy what needs of one week buy, and none is blocked."""
    need = {"per_year": 140, "counted": True, "meanwhile": "adds_up"}
    size = (6, 200) if crowd == "columns" else (6, 60)
    at_once, lasting = (
        simulate(market(*size, {**need, "lasts_weeks": weeks}, crowd=crowd), seed=4) for weeks in (1, 26)
    )

    assert at_once.table("sale").equals(lasting.table("sale"))
    assert flows(at_once)["arisen"] == flows(lasting)["arisen"]
    assert flows(lasting)["given_up"] == 0 < flows(at_once)["given_up"]


@CROWDS
def test_a_shortage_forgets_no_need(crowd: str) -> None:
    """When goods come everybody takes a unit for each week; needs that absorb take one."""
    people = 40
    added, absorbed = (
        simulate(short_market(COMING, people, {"meanwhile": one}, coming=1000, crowd=crowd), seed=2)
        for one in ("adds_up", "absorbed")
    )

    assert sold(added) == {COMING: people * COMING}
    assert sold(absorbed) == {COMING: people}
    assert flows(added)["met"] == flows(added)["arisen"] == people * COMING


def test_when_goods_come_as_many_are_met_as_if_each_need_had_kept_its_luck() -> None:
    """P of all needs in the mean, though a record has one luck: some want all of theirs, some none."""
    people = 3000
    late = {"model": "exclusive", "label": "late", **shops(opening_stock=10**6, ordering=NEVER)}
    ways: dict[str, Any] = {"events": [{"week": COMING, "open_channel": late}], "detail": "sales"}
    given = market(COMING, people, {**ADDS_UP, "lasts_weeks": 26}, distribution=EMPTY, **ways)
    needs = customer_needs(simulate(given, seed=4))
    beyond = ((needs["outcome"] == "met") - BOUGHT).groupby(needs["customer"]).sum()

    assert len(needs) == COMING * people
    assert abs(beyond.sum()) < 3.5 * math.sqrt((beyond**2).sum())


@CROWDS
def test_of_what_comes_too_little_the_oldest_needs_are_met(crowd: str) -> None:
    """As many as there are units; the rest stay open. Of no customer is one met before an older one."""
    people, coming = 12, 30
    needs = customer_needs(simulate(short_market(6, people, {}, coming=coming, crowd=crowd), seed=3))
    met = needs[needs["outcome"] == "met"]

    assert len(met) == coming < people * COMING
    assert (needs["outcome"] == "open").sum() == people * 6 - coming
    for _, mine in needs.groupby("customer"):
        closed = mine.sort_values("onset")["closed"].astype(float).fillna(math.inf)
        assert closed.is_monotonic_increasing
    assert met["onset"].nunique() > 1
    assert met.groupby("customer").size().max() > 1


def test_each_need_ends_by_itself_in_its_last_week() -> None:
    """Of needs of three weeks that of two weeks before is given up, week by week; two stay open."""
    people, weeks = 30, 3
    rows = simulate(short_market(9, people, {"lasts_weeks": weeks}), seed=2).table("need")
    given_up = rows[rows["outcome"] == "given_up"]

    assert (given_up["week"] - given_up["onset"] == weeks - 1).all()
    assert given_up.groupby("week").size().to_dict() == dict.fromkeys(range(weeks, 10), people)


def test_a_record_is_given_up_as_a_whole() -> None:
    """By chance: of a customer all that are open at once, so that each need is kept as often as it says."""
    kept, people, weeks = 0.6, 1500, 8
    rows = simulate(short_market(weeks, people, {"kept_per_week": kept}), seed=5).table("need")
    over = rows[rows["outcome"] == "given_up"].groupby(["week", "customer"])["onset"]
    ends = over.agg(["count", "min"]).reset_index()

    assert (ends["week"] - ends["min"] + 1 == ends["count"]).all()
    assert ends["count"].max() > 3
    spread = math.sqrt(kept * (1 - kept) / (people * weeks))
    assert abs(len(ends) / (people * weeks) - (1 - kept)) < 3.5 * spread


def test_with_new_luck_needs_are_met_as_often_as_a_series_of_draws() -> None:
    """P + (1 − P) φ q / (1 − φ (1 − q)) with q = r P, of each need, whatever it waits with."""
    kept, renewed, people = 0.7, 0.4, 800
    need = {"per_year": 30, "meanwhile": "adds_up", "lasts_weeks": 2600, "kept_per_week": kept}
    ledger = simulate(market(28, people, {**need, "luck_renewed": renewed}, detail="sales"), seed=6)
    needs = customer_needs(ledger)
    needs = needs[(needs["onset"] <= 16) & (needs["outcome"] != "open")]
    again = renewed * BOUGHT
    share = BOUGHT + (1 - BOUGHT) * kept * again / (1 - kept * (1 - again))
    beyond = (needs["outcome"] == "met") - share
    each = beyond.groupby(needs["customer"]).sum()

    assert len(needs) > 6_500
    assert abs(each.sum()) < 3.5 * math.sqrt((each**2).sum())


@CROWDS
def test_units_taken_together_have_luck_of_their_own(crowd: str) -> None:
    """Whenever their needs arose: no two units that a customer takes in a week are drawn alike."""
    played = opened(short_market(COMING, 5, {}, coming=100, crowd=crowd), seed=2)
    for _ in range(COMING):
        played.step()
    got = played.shopping.got != NONE
    drawn = week_of_unit(COMING, played.shopping.luck_week[got])
    rows = pd.DataFrame({"customer": played.shopping.customer[got], "drawn": drawn})

    assert len(rows) == 5 * COMING
    assert not rows.duplicated().any()


@CROWDS
def test_needs_arise_while_orders_are_waited_for(crowd: str) -> None:
    """Everybody orders a unit every week, and gets all when goods come; needs that absorb order one."""
    late = shops(opening_stock=0, ordering="order_up_to", lead_time_weeks=COMING - 1)
    shop = {"model": "authorized_dealers", "dealers_per_region": 1, **late}
    ways: dict[str, Any] = {"distribution": shop, "backorders": [{"at": {"format": "dealer"}}]}
    added, absorbed = (
        simulate(short_market(COMING, 20, {"lasts_weeks": 1, "meanwhile": one}, crowd=crowd, **ways), seed=2)
        for one in ("adds_up", "absorbed")
    )

    assert added.table("backorder")["units"].sum() == 20 * (COMING - 1)
    assert absorbed.table("backorder")["units"].sum() == 20
    assert sold(added) == {COMING: 20 * COMING}


def sold(ledger: Ledger) -> dict[int, int]:
    """Return the units sold in each week in which any were."""
    weeks = ledger.columns("sale")
    units = np.bincount(weeks["week"], weeks["units"])
    return {week: int(units[week]) for week in np.flatnonzero(units).tolist()}


def test_new_luck_of_a_record_is_that_of_no_other_need() -> None:
    """A need that arises in the week of it has luck of its own: the two do not find the same."""
    need = {"per_year": 52, "meanwhile": "adds_up", "lasts_weeks": 26, "luck_renewed": 1.0}
    played = opened(market(3, 300, need, detail="sales"), seed=6)
    for _ in range(2):
        played.step()
    shopping = played.shopping
    rows = pd.DataFrame({"onset": shopping.onset, "met": shopping.got != NONE}, index=shopping.customer)
    old, new = (rows[rows["onset"] == week]["met"] for week in (1, 2))
    both = old.index.intersection(new.index)

    assert len(both) > 100
    assert (old[both] & new[both]).any()
    assert (old[both] & ~new[both]).any()
