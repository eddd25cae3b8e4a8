"""Metrics of cohorts, worked out by hand.

Acme's shop acquires ten customers in week 2 and dealer north four in week 3; a rival's are among them. The
window is weeks 2 to 9: eight weeks, of which the second half begins with week 6.
"""

import math

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.metrics.customers.lifetime_value import lifetime_value
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, LAMP, NORTH, SHOP, SOUTH, SPOT, STALL

ENTRIES = (
    # week, sold by, acquired by, since, bought last, product, units, customers, paid, earned
    (1, SOUTH, SOUTH, 1, 0, LAMP, 7, 7, 70000, 7000),
    (2, SHOP, SHOP, 2, 0, LAMP, 12, 10, 120000, 60000),
    (2, SHOP, SHOP, 2, 0, SPOT, 1, 0, 20000, 9000),
    (3, NORTH, NORTH, 3, 0, LAMP, 4, 4, 36000, 12000),
    (3, STALL, STALL, 3, 0, BULB, 50, 50, 250000, 99999),
    (4, NORTH, SHOP, 2, 2, LAMP, 3, 3, 30000, 9000),
    (5, SOUTH, SOUTH, 1, 1, LAMP, 2, 2, 20000, 2000),
    (5, SHOP, SHOP, 2, 4, LAMP, 1, 1, 10000, 5000),
    (6, SHOP, SHOP, 2, 4, LAMP, 2, 2, 20000, 10000),
    (6, SOUTH, SOUTH, 6, 0, LAMP, 2, 2, 20000, 2000),
    (7, SHOP, SHOP, 2, 2, LAMP, 1, 1, 10000, 5000),
    (7, SHOP, NORTH, 3, 3, LAMP, 1, 1, 10000, 5000),
    (8, SHOP, SHOP, 2, 7, LAMP, 1, 1, 10000, 5000),
    (9, NORTH, NORTH, 9, 0, SPOT, 5, 5, 90000, 30000),
)
COLUMNS = (
    "week", "outlet", "acquired_by", "since", "bought_last", "product", "units", "customers", "paid",
    "earned",
)  # fmt: skip


BACK = (
    # week, taken back by, acquired by, since, product, units, refunded, lost
    (4, SHOP, SHOP, 2, LAMP, 2, 20000, 13000),
    (6, NORTH, NORTH, 3, LAMP, 1, 9000, 2000),
    (7, SHOP, SHOP, 2, LAMP, 1, 10000, 7000),
    (8, STALL, STALL, 3, BULB, 9, 45000, 9999),
)


def sent_back() -> Ledger:
    """Return the ledger of these sales, some of which come back."""
    ledger = cohorts()
    names = ("week", "outlet", "acquired_by", "since", "product", "units", "refunded", "lost")
    ledger.record("cohort_return", **dict(zip(names, np.array(BACK).T, strict=True)))
    return ledger


def cohorts() -> Ledger:
    """Return the ledger of these sales."""
    ledger = by_hand.blank(weeks=9, warm_up=1, cohorts=True)
    columns = dict(zip(COLUMNS, np.array(ENTRIES).T, strict=True))
    ledger.record("cohort_sale", **columns)
    return ledger


def test_customers_acquired() -> None:
    """By the outlet and the product of the first purchase; who could have and did not acquired none."""
    ledger = cohorts()

    assert measure(ledger, "customers_acquired") == 21
    assert measure(ledger, "customers_acquired", "outlet").to_dict() == {
        "shop": 10, "north": 9, "south": 2, "kiosk": 0,
    }  # fmt: skip
    assert measure(ledger, "customers_acquired", "format").to_dict() == {
        "web_store": 10, "dealer": 11, "kiosk": 0,
    }  # fmt: skip
    assert measure(ledger, "customers_acquired", "product").to_dict() == {"lamp": 16, "spot": 5}
    assert measure(ledger, "customers_acquired", "week").to_dict() == {
        2: 10, 3: 4, 4: 0, 5: 0, 6: 2, 7: 0, 8: 0, 9: 5,
    }  # fmt: skip


def test_repeat_rate() -> None:
    """Of ten of the shop's three and one came back, of north's four and five one."""
    ledger = cohorts()

    assert measure(ledger, "repeat_rate") == 5 / 21
    assert measure(ledger, "repeat_rate", "outlet").to_dict() == {"shop": 4 / 10, "south": 0, "north": 1 / 9}


def test_lapse_rate() -> None:
    """Of those of weeks 2 to 5, three of the shop's and one of north's bought in week 6 or later."""
    ledger = cohorts()

    assert measure(ledger, "lapse_rate") == (14 - 4) / 14
    assert measure(ledger, "lapse_rate", "outlet").to_dict() == {"shop": 7 / 10, "north": 3 / 4}


def test_retention() -> None:
    """Of the shop's ten three were active in the second four weeks; others were not seen so long."""
    ledger = cohorts()

    assert measure(ledger, "retention") == 3 / 10
    assert measure(ledger, "retention", "age").to_dict() == {0: 1.0, 1: 3 / 10}
    assert measure(ledger, "retention", "outlet").to_dict() == {"shop": 3 / 10}


def test_units_and_revenue_by_the_acquiring_outlet() -> None:
    """Also to those acquired in the warm-up, wherever they were sold; rivals' goods are none."""
    ledger = cohorts()

    assert measure(ledger, "cohort_units", "outlet").to_dict() == {
        "shop": 21, "north": 10, "south": 4, "kiosk": 0,
    }  # fmt: skip
    assert measure(ledger, "cohort_revenue", "format").to_dict() == pytest.approx(
        {"web_store": 2200.0, "dealer": 1760.0, "kiosk": 0.0}
    )
    assert measure(ledger, "cohort_revenue") == pytest.approx(3960.0)


def test_contribution_per_customer() -> None:
    """All that was earned until the end, of those acquired after the warm-up."""
    ledger = cohorts()

    assert measure(ledger, "contribution_per_customer") == pytest.approx((1030 + 470 + 20) / 21)
    assert measure(ledger, "contribution_per_customer", "outlet").to_dict() == pytest.approx(
        {"shop": 1030 / 10, "north": 470 / 9, "south": 20 / 2}
    )


def test_lifetime_value() -> None:
    """Over four weeks, of those acquired in the first half: 690 now, then 90 and 50."""
    ledger = cohorts()

    value = measure(ledger, "lifetime_value", "outlet").to_dict()

    assert value == pytest.approx(
        {"shop": (690 + 90 * 1.1 ** (-2 / 52) + 50 * 1.1 ** (-3 / 52)) / 10, "north": 120 / 4}
    )
    assert lifetime_value.function(ledger, "outlet", discount=0.0).to_dict() == pytest.approx(
        {"shop": 83.0, "north": 30.0}
    )


def test_what_comes_back_is_taken_off_those_that_sent_it_back() -> None:
    """Of the shop's 130 in its third week, and 70 too late for four weeks; of north's 20 in its fourth."""
    ledger = sent_back()

    assert measure(ledger, "contribution_per_customer", "outlet").to_dict() == pytest.approx(
        {"shop": (1030 - 130 - 70) / 10, "north": (470 - 20) / 9, "south": 20 / 2}
    )
    assert lifetime_value.function(ledger, "outlet", discount=0.0).to_dict() == pytest.approx(
        {"shop": (830 - 130) / 10, "north": (120 - 20) / 4}
    )
    assert measure(ledger, "lifetime_value", "outlet")["north"] == pytest.approx(
        (120 - 20 * 1.1 ** (-3 / 52)) / 4
    )


def test_lifetime_value_is_that_of_the_textbook() -> None:
    """Of m Σ r^t / (1 + i)^t, the first margin now: with r = .8 and i = .1 toward 366.67 for m = 100."""
    years, margin, staying = 40, 10_000, 0.8
    ledger = by_hand.blank(weeks=52 * 40, cohorts=True)
    for year in range(years):
        active = round(1_000_000 * staying**year)
        ledger.record(
            "cohort_sale", week=1 + 52 * year, outlet=SHOP, acquired_by=SHOP, since=1,
            bought_last=max(0, 1 + 52 * (year - 1)), product=LAMP, units=active, customers=active,
            paid=2 * margin * active, earned=margin * active,
        )  # fmt: skip
    ledger.record("posting", week=52 * years, outlet=SHOP, product=LAMP, price=1, units=1, margin=1)
    worth = 100 * (1 - (staying / 1.1) ** (years / 2)) / (1 - staying / 1.1)

    assert measure(ledger, "lifetime_value") == pytest.approx(worth, rel=1e-6)
    assert worth == pytest.approx(366.6667, rel=2e-3)


@pytest.mark.parametrize(
    "metric", ["repeat_rate", "lapse_rate", "retention", "contribution_per_customer", "lifetime_value"]
)
def test_nobody_acquired_is_no_answer(metric: str) -> None:
    """Not nought."""
    assert math.isnan(measure(by_hand.blank(cohorts=True), metric))
