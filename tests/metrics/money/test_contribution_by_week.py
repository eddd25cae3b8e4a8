"""Contribution by week: by hand, and beside the contribution of every week by itself."""

import pytest

from simulator.ledger.metric import measure
from simulator.ledger.queries.rows import window
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, LAMP, NORTH, SHOP
from tests.worlds.pool import World


def test_each_week_has_its_cash_its_goods_and_what_is_owed_more_in_it() -> None:
    """Ten lamps at 40 stand in the shop at the opening, and are no gain; two are sold in parts."""
    ledger = by_hand.blank()
    ledger.record("opening", week=0, member=SHOP, product=LAMP, units=10)
    by_hand.stock(ledger, [1, 2, 3], SHOP, [10, 8, 8], cost=4000)
    by_hand.payment(ledger, 2, 0, SHOP, 20_000, reason="sale")
    by_hand.payment(ledger, 2, SHOP, 0, 12_000, reason="credit")
    ledger.record("receivable", week=2, member=SHOP, amount=12_000)
    by_hand.payment(ledger, 3, 0, SHOP, 12_000, reason="instalment")
    by_hand.payment(ledger, 1, ACME, 0, 3_000, reason="campaign")
    by_hand.payment(ledger, 3, NORTH, 0, 500, reason="running")
    told = measure(ledger, "contribution", "week")

    assert told.to_dict() == pytest.approx({1: -30, 2: 200 - 2 * 40, 3: 0})
    assert told.sum() == pytest.approx(measure(ledger, "contribution"))


def test_goods_that_stood_there_after_a_warm_up_are_no_gain() -> None:
    """Five lamps at 40 at the end of the warm-up, three a week later, and nothing is paid for them."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.stock(ledger, [1, 2, 3], SHOP, [5, 3, 3], cost=4000)

    assert measure(ledger, "contribution", "week").to_dict() == pytest.approx({2: -80, 3: 0})


@pytest.mark.worlds("any", "returning", "opened", most=4)
def test_weeks_sum_to_the_contribution_from_any_week_on(world: World) -> None:
    """As it is measured with all that came before as a warm-up; in any world."""
    ledger = world.ledger
    told = measure(ledger, "contribution", "week")
    first, last = window(ledger)

    assert told.index.tolist() == list(range(first, last + 1))
    for week in range(first, last + 1):
        since = ledger.excerpt(ledger.header.after(week - 1), 0, last)
        assert told[told.index >= week].sum() == pytest.approx(measure(since, "contribution"), abs=1e-6)
