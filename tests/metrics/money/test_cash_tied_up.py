"""Cash tied up and break-even volume, by hand and beside what inventory costs at the end of each week."""

import math

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import METRICS, measure
from simulator.ledger.queries.inventory_value import inventory_value
from simulator.ledger.queries.rows import all_rows, window
from simulator.market.simulate import simulate
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, LAMP, NORTH, SHOP
from tests.worlds.pool import World
from tests.worlds.small import small_scenario


def test_goods_on_hand_under_way_and_in_the_making_bind_money_as_long_as_they_are_there() -> None:
    """Four weeks: 10, 8, 8, 8 at 70 on hand, 6 at 70 under way for two; 5 at 40 in the making for three."""
    ledger = by_hand.blank()
    by_hand.stock(ledger, [1, 2, 3, 4], NORTH, [10, 8, 8, 8])
    by_hand.shipment(ledger, 1, ACME, NORTH, 6, arrives=3)
    ledger.record("production", week=2, member=ACME, product=LAMP, units=5, arrives=9)
    told = measure(ledger, "cash_tied_up", "channel")

    assert told["retailer"] == pytest.approx((34 * 70 + 2 * 6 * 70) / 4)
    assert told["manufacturer"] == measure(ledger, "cash_tied_up") == pytest.approx(3 * 5 * 40 / 4)
    assert measure(ledger, "cash_tied_up", "member")["north"] == told["retailer"]


def test_what_customers_owe_is_bound_until_they_have_paid() -> None:
    """Sold at the shop for 90 in the first week of four; 60 are paid in the third, the rest in the fourth."""
    ledger = by_hand.blank()
    by_hand.stock(ledger, [1, 2, 3, 4], NORTH, 0)
    ledger.record("receivable", week=[1, 2, 3], member=SHOP, amount=[9000, 9000, 3000])

    assert measure(ledger, "cash_tied_up") == pytest.approx((90 + 90 + 30) / 4)


def test_no_weeks_bind_nothing_that_can_be_told() -> None:
    """A blank ledger has no mean over weeks."""
    assert math.isnan(measure(by_hand.blank(), "cash_tied_up"))


def test_it_is_the_mean_of_what_inventory_costs(world: World) -> None:
    """Of each member, week by week, and with what customers then owe it; in any world."""
    ledger = world.ledger
    first, last = window(ledger)
    bound = np.zeros(len(ledger.header.parties))
    for week in range(first, last + 1):
        for rows, values in inventory_value(ledger, week):
            np.add.at(bound, rows.who, values)
        owed = all_rows(ledger, "receivable").between(week, week)
        np.add.at(bound, owed.who, owed.money("amount"))
    told = measure(ledger, "cash_tied_up", "member")

    assert told.to_numpy() == pytest.approx(bound[1:] / (last - first + 1), rel=1e-9, abs=1e-6)


def test_customers_bind_what_receivables_say() -> None:
    """In a market that sells in parts: beside its goods, the mean of what is owed at the ends of weeks."""
    parts = {"product": "lamp", "at": "web_store", "pay": {"instalments": 3, "every_weeks": 2}}
    shop = {"distribution": {"model": "direct_automated"}, "promotions": [parts], "events": []}
    ledger = simulate(small_scenario(weeks=8, **shop), 15)
    weeks = range(1, 9)
    goods = sum(values.sum() for week in weeks for _, values in inventory_value(ledger, week)) / len(weeks)
    owed = measure(ledger, "receivables", "week").mean()

    assert owed > 0
    assert measure(ledger, "cash_tied_up", "member").sum() == pytest.approx(goods + owed)


def maker(paid: int) -> Ledger:
    """Return a ledger in which acme sells ten lamps to north at 70 and pays so much for media."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, NORTH, 10)
    by_hand.payment(ledger, 1, NORTH, ACME, 70_000)
    by_hand.payment(ledger, 1, ACME, 0, 40_000, reason="production")
    by_hand.payment(ledger, 1, ACME, 0, paid, reason="campaign")
    return ledger


@pytest.mark.parametrize(("paid", "share"), [(15_000, 0.5), (30_000, 1.0), (60_000, 2.0), (0, 0.0)])
def test_fixed_costs_are_covered_by_the_margin_of_so_much(paid: int, share: float) -> None:
    """Ten lamps bring 30 each above what making them costs: media of 150 are covered by five."""
    assert measure(maker(paid), "break_even_volume") == pytest.approx(share)


def test_runs_pool_their_costs_and_margins() -> None:
    """Not their shares: of 150 and 600 on the same margin, 1.25 in the mean of both."""
    few, many = (METRICS.get("break_even_volume").told(maker(paid)) for paid in (15_000, 60_000))

    assert (few.part + many.part) / (few.whole + many.whole) == pytest.approx(1.25)


def test_units_that_lose_money_break_even_at_no_volume() -> None:
    """Sold below what they cost to make, a negative share; nothing earned or paid, none."""
    ledger = maker(10_000)
    by_hand.payment(ledger, 1, ACME, 0, 50_000, reason="production")

    assert measure(ledger, "break_even_volume") < 0
    assert math.isnan(measure(by_hand.blank(), "break_even_volume"))
