"""Used up: when units are by closed forms, with customers in columns and one by one."""

from typing import Any

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.one_product import market
from tests.worlds.returned import returning_shop

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
PEOPLE = 20
EVERY_WEEK = {"per_year": 52}
FIVE = {"life": {"mean_weeks": 5, "shape": 100.0}}
"""What lasts five weeks."""
PAID = {"subscription": {"period_weeks": 4, "compares": 0.0}}


def weekly(ledger: Ledger, kind: str, **at: str) -> list[int]:
    """Return the units of a kind of entry in each week from 1 on, where a word says *at*."""
    rows = ledger.table(kind, steps=True).astype(dict.fromkeys(at, str))
    for word, said in at.items():
        rows = rows[rows[word] == said]
    units = rows.groupby("week")["units"].sum()
    return [int(units.get(week, 0)) for week in range(1, ledger.header.scenario.weeks + 1)]


@CROWDS
def test_a_durable_is_used_up_when_its_life_is_over(crowd: str) -> None:
    """Bought in weeks 1, 6 and 11: in use all the time, and worn out in weeks 6 and 11."""
    ledger = simulate(market(12, PEOPLE, EVERY_WEEK, FIVE, crowd=crowd), 1)

    assert weekly(ledger, "sale") == [PEOPLE * (week in (1, 6, 11)) for week in range(1, 13)]
    assert weekly(ledger, "used_up", used_up_by="wear") == [
        PEOPLE * (week in (6, 11)) for week in range(1, 13)
    ]
    assert weekly(ledger, "kept", kept_as="in_use") == [PEOPLE] * 12


@CROWDS
def test_seats_are_used_up_when_their_period_is_over(crowd: str) -> None:
    """Three of each customer, for four weeks at a time."""
    ledger = simulate(market(9, PEOPLE, {**EVERY_WEEK, "units": 3}, PAID, crowd=crowd), 1)

    assert weekly(ledger, "used_up", used_up_by="period") == [0, 0, 0, 0, 60, 0, 0, 0, 60]
    assert weekly(ledger, "kept") == [60] * 9


@CROWDS
def test_a_pantry_is_used_up_one_by_one(crowd: str) -> None:
    """Whatever is bought ahead, each week one is used: five for later in week 3, then one less a week."""
    need = {**EVERY_WEEK, "pantry": {"storage_cost": 0.01, "most_units": 5}}
    deal = [{"week": 3, "do": {"price_change": 0.8}, "lasts": 1}]
    ledger = simulate(market(10, PEOPLE, need, events=deal, crowd=crowd), 1)

    assert weekly(ledger, "used_up", used_up_by="need") == [PEOPLE] * 10
    assert weekly(ledger, "kept", kept_as="for_later") == [PEOPLE * n for n in (0, 0, 5, 4, 3, 2, 1, 0, 0, 0)]
    assert measure(ledger, "units_used_up") == 10 * PEOPLE
    assert measure(ledger, "units_with_customers", "week")[4] == 4 * PEOPLE


def test_owners_at_the_start_have_what_they_use_up() -> None:
    """Owned when the run opens: as many as are in use, and no more, wear out."""
    life = {"life": {"mean_weeks": 4.0, "owned": 1.0}}
    ledger = simulate(market(60, PEOPLE, {"per_year": 0}, life), 1)
    kept = ledger.table("kept")

    assert kept.query("week == 0")["units"].sum() == PEOPLE
    assert sum(weekly(ledger, "used_up", used_up_by="wear")) == PEOPLE
    assert weekly(ledger, "kept")[-1] == 0


def coming_back(**changes: Any) -> Ledger:
    """Return a run in which some of what is sold each week comes back, one to three weeks later."""
    people = {"return_promptness": 0.5}
    terms = {"within_weeks": 3}
    return simulate(returning_shop(terms, people, {"variability": 1.0}, weeks=8, **changes), 1)


def test_what_is_sent_back_is_not_used_up() -> None:
    """Of each week's sales what never comes back is used up in that week; the rest is tried until it does."""
    ledger = coming_back()
    sold, used, tried = (weekly(ledger, kind) for kind in ("sale", "used_up", "kept"))
    rows = ledger.table("return")
    back = {week: int(rows.query("bought == @week")["units"].sum()) for week in range(1, 9)}

    assert back[1] > 0
    assert used[:5] == [sold[week - 1] - back[week] for week in range(1, 6)]
    for week in range(1, 6):
        there = rows.query("bought <= @week < week")["units"].sum()
        assert tried[week - 1] == there


def test_what_no_outlet_takes_back_is_used_up() -> None:
    """The shop leaves in week 4: by week 7 customers have none left, all that was sold is used up or back."""
    two = [
        {"model": "direct_automated", "opening_stock": 99_999, "sale_cost": 0.0},
        {"model": "authorized_dealers", "dealers_per_region": 1},
    ]
    ledger = coming_back(distribution=two, events=[{"week": 4, "depart": "acme web_store"}])
    sold, used, tried = (weekly(ledger, kind) for kind in ("sale", "used_up", "kept"))

    assert tried[2] > 0 == tried[6]
    assert ledger.table("return")["week"].max() == 3
    assert used[3] > sold[3]
    assert sum(used) == sum(sold) - ledger.table("return")["units"].sum()


def repairing(repair_weeks: int, lamp: dict[str, Any], **changes: Any) -> Ledger:
    """Return a run in which lamps fail often, and are away for some weeks."""
    warranties = [{"repair_weeks": repair_weeks, "weeks": 12}]
    made = {"failure_rate": 0.3, **lamp}
    return simulate(returning_shop({}, {}, made, weeks=16, warranties=warranties, **changes), 1)


@CROWDS
def test_a_unit_does_not_wear_while_it_is_repaired(crowd: str) -> None:
    """Of lamps that last five weeks: six weeks later than the others the repaired ones are used up."""
    ledger = repairing(6, FIVE, crowd=crowd, customers=60)
    wears, sold = weekly(ledger, "used_up", used_up_by="wear"), weekly(ledger, "sale")
    failed = ledger.table("claim").groupby("bought")["units"].sum()

    assert failed.sum() > 0
    for week in range(6, 17):
        repaired = failed.get(week - 11, 0)
        assert wears[week - 1] == sold[week - 6] - failed.get(week - 5, 0) + repaired


def test_what_is_repaired_and_does_not_last_is_used_up_then() -> None:
    """And what will not fail at once: nothing is kept but what will."""
    ledger = repairing(2, {"variability": 0.0})
    used, sold, repaired = (weekly(ledger, kind) for kind in ("used_up", "sale", "repair"))
    claims = ledger.table("claim")

    assert sum(repaired) > 0
    for week in range(1, 4):
        failed = int(claims.query("bought == @week")["units"].sum())
        assert used[week - 1] == sold[week - 1] - failed + repaired[week - 1]


def test_where_nothing_is_kept_nothing_is_told() -> None:
    """All that is sold is used up in its week, says the metric; with customers is nothing."""
    ledger = simulate(market(4, PEOPLE, EVERY_WEEK), 1)

    assert ledger.count("kept") == ledger.count("used_up") == 0
    assert measure(ledger, "units_used_up", "week").tolist() == [PEOPLE] * 4
    assert measure(ledger, "units_with_customers") == 0
