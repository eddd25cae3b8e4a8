"""Failures: a unit that fails is of no use any more, and its customer needs anew, unless it is repaired."""

from math import sqrt
from typing import Any

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.market.goods.repairs import fail as repairs_fail
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.one_product import market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
PEOPLE = 40
EVERY_WEEK = {"per_year": 52}
FIVE = {"life": {"mean_weeks": 5, "shape": 100.0}}
"""What lasts five weeks."""
LONG = {"life": {"mean_weeks": 500, "shape": 100.0}}


def failing(
    rate: float,
    life: dict[str, Any] = FIVE,
    need: dict[str, Any] | None = None,
    weeks: int = 12,
    **ways: Any,
) -> Scenario:
    """Return a market of units that fail; customers need one as long as they have none."""
    customers = ways.pop("customers", PEOPLE)
    return market(weeks, customers, {**EVERY_WEEK, **(need or {})}, {**life, "failure_rate": rate}, **ways)


def weekly(ledger: Ledger, kind: str, column: str = "units", **at: str) -> list[int]:
    """Return what a kind of entry counts in each week from 1 on, where a word says *at*."""
    rows = ledger.table(kind, steps=True).astype(dict.fromkeys(at, str))
    for word, said in at.items():
        rows = rows[rows[word] == said]
    counted = rows.groupby("week")[column].sum()
    return [int(counted.get(week, 0)) for week in range(1, ledger.header.scenario.weeks + 1)]


@CROWDS
def test_units_that_all_fail_at_once_sell_as_units_that_last_as_long(
    crowd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In use for two weeks each, by failing or by wear: the same sales, needs, owners and payments."""
    monkeypatch.setattr(
        repairs_fail, "weeks_until", lambda _, rate, within: np.where((rate > 0) & (within >= 2), 2, 0)
    )
    need = {"replaced_per_week": 0.5}
    one, other = (
        simulate(failing(rate, life, need, crowd=crowd), 1)
        for rate, life in ((1.0, LONG), (0.0, {"life": {"mean_weeks": 2, "shape": 100.0}}))
    )

    assert one.count("failure") > 0 == other.count("failure")
    for kind in ("sale", "need", "ownership", "payment", "stock", "kept"):
        assert one.table(kind).astype(str).equals(other.table(kind).astype(str))
    assert weekly(one, "used_up", used_up_by="failure") == weekly(other, "used_up", used_up_by="wear")


@CROWDS
def test_owners_become_fewer_as_units_fail(crowd: str) -> None:
    """Nothing is replaced: (1 − q)^k of them are left after k weeks, and the rest is in failures."""
    rate, people = 0.1, 400
    never = {"replaced_per_week": 0.0}
    ledger = simulate(failing(rate, LONG, never, customers=people, crowd=crowd), 1)
    owners, failed = weekly(ledger, "ownership", "customers"), weekly(ledger, "failure")

    assert weekly(ledger, "sale") == [people] + [0] * 11
    assert set(ledger.table("failure")["bought"]) == {1}
    for week in range(12):
        share = (1 - rate) ** week
        assert owners[week] == people - sum(failed[: week + 1])
        assert owners[week] / people == pytest.approx(share, abs=3.5 * sqrt(share * (1 - share) / people))


@CROWDS
def test_what_fails_is_needed_anew_in_its_week(crowd: str) -> None:
    """And nothing else is: from week 2 on as many are bought as fail, and all have one in use."""
    ledger = simulate(failing(0.2, LONG, crowd=crowd), 1)
    failed = weekly(ledger, "failure")

    assert sum(failed) > PEOPLE
    assert weekly(ledger, "sale") == [PEOPLE, *failed[1:]]
    assert weekly(ledger, "ownership", "customers") == weekly(ledger, "kept") == [PEOPLE] * 12


@CROWDS
def test_a_repaired_unit_is_used_for_as_long_as_it_would_have_been(crowd: str) -> None:
    """Used in week 1, with the repairer in weeks 2 to 4, used in 5 to 8: a second one is bought in week 9."""
    ledger = simulate(failing(1.0, warranties=[{"repair_weeks": 3}], crowd=crowd), 1)
    in_use = [PEOPLE * (week not in (2, 3, 4, 10, 11, 12)) for week in range(1, 13)]

    assert weekly(ledger, "sale") == [PEOPLE * (week in (1, 9)) for week in range(1, 13)]
    assert weekly(ledger, "ownership", "customers") == weekly(ledger, "kept") == in_use
    assert weekly(ledger, "in_repair") == [PEOPLE - units for units in in_use]
    assert weekly(ledger, "used_up", used_up_by="wear") == [PEOPLE * (week == 9) for week in range(1, 13)]
    assert ledger.count("failure") == 0


@CROWDS
def test_who_buys_meanwhile_has_two(crowd: str) -> None:
    """In week 4 the first, repaired, and the fourth are in use; the second and third are away."""
    need = {"while_owning": 1.0, "per_year": 52}
    ways: dict[str, Any] = {"warranties": [{"repair_weeks": 2}], "crowd": crowd, "weeks": 4}
    ledger = simulate(failing(1.0, LONG, need, **ways), 1)

    assert weekly(ledger, "sale") == [PEOPLE] * 4
    assert weekly(ledger, "kept") == [PEOPLE * units for units in (1, 1, 1, 2)]
    assert weekly(ledger, "in_repair") == [PEOPLE * units for units in (0, 1, 2, 2)]


@CROWDS
def test_repairs_that_take_no_time_change_nothing_but_what_is_paid(crowd: str) -> None:
    """The same is bought, owned, needed and used up, at every customer's."""
    need = {"replaced_per_week": 0.4, "while_owning": 0.1, "leaving": {"alpha": 1.0, "beta": 9.0}}
    ways: dict[str, Any] = {"warranties": [{"repair_weeks": 0}], "crowd": crowd}
    one, other = (simulate(failing(rate, FIVE, need, **ways), 2) for rate in (0.3, 0.0))

    assert one.count("claim") > 0 == other.count("claim")
    for kind in ("sale", "need", "ownership", "absence", "used_up", "kept", "stock"):
        assert one.table(kind).astype(str).equals(other.table(kind).astype(str)), kind


@CROWDS
def test_what_a_repairer_that_leaves_gives_back_is_of_no_use(crowd: str) -> None:
    """All have one there when it leaves in week 4: they buy anew in that week, for two weeks' use at most."""
    pools = [
        {"model": "direct_automated", "opening_stock": 9_999},
        {"model": "authorized_dealers", "dealers_per_region": 1},
    ]
    ways: dict[str, Any] = {
        "distribution": pools,
        "warranties": [{"repair_weeks": 20, "repaired_by": "acme dealer here 1"}],
        "crowd": crowd,
        "events": [{"week": 4, "depart": "acme dealer here 1"}],
    }
    ledger = simulate(failing(1.0, LONG, **ways, weeks=6), 1)
    sold = weekly(ledger, "sale")

    assert weekly(ledger, "in_repair") == [0, sold[0], sold[0], 0, 0, 0]
    assert sold[:3] == [PEOPLE, 0, 0]
    assert sold[3:] == [PEOPLE] * 3
    assert weekly(ledger, "used_up", used_up_by="failure") == [0, 0, 0, PEOPLE, PEOPLE, PEOPLE]
    assert weekly(ledger, "failure") == [0, 0, 0, 0, PEOPLE, PEOPLE]


def test_the_warranty_covers_what_fails_within_it() -> None:
    """Up to three weeks after the purchase; later failures are for good."""
    ledger = simulate(failing(0.2, LONG, warranties=[{"weeks": 3, "repair_weeks": 1}], customers=400), 1)
    claims, failures = ledger.table("claim"), ledger.table("failure")

    assert set(claims["week"] - claims["bought"]) == {1, 2, 3}
    assert min(failures["week"] - failures["bought"]) == 4


@pytest.mark.parametrize("repaired", [[], [{"repair_weeks": 2, "weekly_capacity": 5}]])
def test_columns_and_customers_asked_in_turn_write_the_same(repaired: list[dict[str, Any]]) -> None:
    """Whatever fails, with repairs or without."""
    need = {"units": 2, "replaced_per_week": 0.5, "while_owning": 0.2}
    one, other = (
        simulate(failing(0.15, FIVE, need, warranties=repaired, crowd=crowd, customers=20), 3)
        for crowd in ("columns", "one_by_one")
    )

    assert one.count("failure") + one.count("claim") > 10
    assert one.content_hash() == other.content_hash()
