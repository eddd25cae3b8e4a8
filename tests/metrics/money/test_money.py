"""Metrics of prices and money, on ledgers small enough to be worked out by hand."""

import math

import numpy as np
import pytest

from simulator.ledger.metric import measure
from simulator.ledger.queries.value_gained import cash
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, BULB, HUB, KIOSK, NORTH, OUTSIDE, SHOP, SOUTH, SPOT, STALL


def test_price_dispersion() -> None:
    """Three sold at 90 and one at 110: mean 95, variance 75; the next week one price."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, [NORTH, SHOP], [3, 1], [9000, 11000])
    by_hand.sale(ledger, 2, [NORTH, SHOP], [1, 1], 10000)
    variation = math.sqrt(75) / 95
    assert measure(ledger, "price_dispersion", "week").tolist() == pytest.approx([variation, 0.0])
    assert measure(ledger, "price_dispersion") == pytest.approx(variation * 4 / 6)


def test_price_dispersion_is_across_outlets() -> None:
    """What one outlet takes from different people averages out; what products cost does not matter."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, NORTH, [1, 1], [8000, 12000])
    by_hand.sale(ledger, 1, SHOP, 2, 10000)
    by_hand.sale(ledger, 1, SHOP, 2, 20000, product=SPOT)
    by_hand.sale(
        ledger,
        1,
        STALL,
        9,
        [
            1,
        ],
        product=BULB,
    )
    assert measure(ledger, "price_dispersion") == pytest.approx(0.0)


@pytest.mark.parametrize("slide", [-0.002, 0.0, 0.001])
def test_margin_erosion(slide: float) -> None:
    """Medians that slide by so many log points a week; a dumping outlier does not move them."""
    ledger = by_hand.blank(units={"money_step": 1e-6}, weeks=30)
    for week in range(1, 31):
        price = round(100e6 * math.exp(-0.05 + slide * week))
        prices = [price - 1, price, price + 1, price * week // 60, price]
        by_hand.posting(ledger, week, [NORTH, SOUTH, SHOP, KIOSK, NORTH], prices)
        by_hand.posting(ledger, week, NORTH, 2 * price, product=SPOT)
        by_hand.posting(ledger, week, STALL, week, product=BULB)
    assert measure(ledger, "margin_erosion") == pytest.approx(52 * slide, abs=1e-6)
    assert measure(ledger, "margin_erosion", "product").tolist() == pytest.approx([52 * slide] * 2, abs=1e-6)


def test_margin_erosion_needs_two_weeks() -> None:
    """One week has no slope, and prices of nought no logarithm."""
    ledger = by_hand.blank()
    by_hand.posting(ledger, [1, 2], NORTH, [10000, 0])
    assert np.isnan(measure(ledger, "margin_erosion"))


def test_floor_violations() -> None:
    """North may not ask less than 95 for lamps or 190 for spots, south less than 90; the kiosk may.

    A floor that a rival manufacturer agreed on is no concern of the focal one.
    """
    ledger = by_hand.blank()
    by_hand.posting(ledger, [1, 2, 3], NORTH, [9500, 9499, 9600])
    by_hand.posting(ledger, 1, NORTH, 18999, product=SPOT)
    by_hand.posting(ledger, 1, NORTH, 100, product=BULB)
    by_hand.posting(ledger, [1, 2], SOUTH, [9000, 8999], units=0)
    by_hand.posting(ledger, [1, 2], KIOSK, 100)
    assert measure(ledger, "floor_violations") == pytest.approx(3 / 6)
    outlets = measure(ledger, "floor_violations", "outlet")
    assert outlets.to_dict() == pytest.approx({"north": 2 / 4, "south": 1 / 2})
    assert measure(ledger, "floor_violations", "week").tolist() == pytest.approx([1 / 3, 1.0, 0.0])


def a_year() -> by_hand.Ledger:
    """Acme makes 10 lamps at 40; north buys 6 at 70 and sells 3 at 100; the shop gets 4, sells 1 at 90."""
    ledger = by_hand.blank()
    ledger.record("production", week=1, member=ACME, product=0, units=10, arrives=2)
    by_hand.payment(ledger, 1, ACME, OUTSIDE, 40000, reason="production")
    by_hand.shipment(ledger, 2, ACME, [NORTH, NORTH], [4, 2], arrives=[3, 9], price=7000)
    by_hand.payment(ledger, 2, NORTH, ACME, 42000)
    by_hand.shipment(ledger, 2, ACME, SHOP, 4, price=4000)
    by_hand.payment(ledger, 2, SHOP, ACME, 16000)
    by_hand.payment(ledger, 4, OUTSIDE, [NORTH, SHOP], [30000, 9000], reason="sale")
    by_hand.payment(ledger, 4, NORTH, OUTSIDE, 500, reason="storage")
    by_hand.stock(ledger, 4, [NORTH, SHOP], [1, 3], cost=[7000, 4000])
    return ledger


def test_contribution() -> None:
    """Acme: 420 + 160 − 400; north: 300 − 420 − 5 + 3 · 70, two under way; shop: 90 − 160 + 3 · 40."""
    ledger = a_year()
    members = measure(ledger, "contribution", "member")
    assert members["acme"] == pytest.approx(180.0)
    assert members["north"] == pytest.approx(85.0)
    assert members["shop"] == pytest.approx(50.0)
    assert measure(ledger, "contribution") == pytest.approx(230.0)
    firms = measure(ledger, "contribution", "firm")
    assert firms.to_dict() == pytest.approx(
        {"acme": 230.0, "north": 85.0}
    )  # the shop is acme's; hub did nothing
    tiers = measure(ledger, "contribution", "tier")
    assert tiers.to_dict() == pytest.approx({"manufacturer": 230.0, "wholesaler": 0.0, "retailer": 85.0})


def test_contribution_is_margin_on_what_was_sold() -> None:
    """North sold three at 30 each of margin and paid 5; the shop one at 50; acme six at 30."""
    assert measure(a_year(), "contribution", "member")["north"] == pytest.approx(3 * 30 - 5)


def test_money_sums_to_nought() -> None:
    """With the outside world, all payments cancel, to the cent."""
    balance = cash(a_year())
    assert balance.sum() == 0
    assert balance[OUTSIDE] == 40000 - 39000 + 500


def test_contribution_after_a_warm_up_counts_what_was_there() -> None:
    """Stock built up before the window is not a gain in it, and selling it costs what it cost."""
    ledger = by_hand.blank(warm_up=2)
    by_hand.shipment(ledger, [1, 2], ACME, NORTH, [4, 2], arrives=[2, 4])
    by_hand.payment(ledger, [1, 2], NORTH, ACME, [28000, 14000])
    by_hand.stock(ledger, 2, NORTH, 4)
    by_hand.sale(ledger, 3, NORTH, 5)
    by_hand.payment(ledger, 3, OUTSIDE, NORTH, 50000, reason="sale")
    by_hand.stock(ledger, 4, NORTH, 1)
    assert measure(ledger, "contribution", "member")["north"] == pytest.approx(500 - 5 * 70)
    assert measure(ledger, "contribution", "member")["acme"] == pytest.approx(0.0)


def test_contribution_counts_what_is_in_the_making() -> None:
    """Paid for and not yet ready is worth what it costs to make."""
    ledger = by_hand.blank()
    ledger.record("production", week=3, member=ACME, product=[0, SPOT], units=[5, 1], arrives=8)
    by_hand.payment(ledger, 3, ACME, OUTSIDE, 28000, reason="production")
    assert measure(ledger, "contribution") == pytest.approx(0.0)


def test_contribution_takes_off_what_members_opened_with() -> None:
    """South opens with 4 at the hub's 75, acme with 10 at 40; unsold at the end, nobody gained."""
    ledger = by_hand.blank()
    ledger.record("opening", week=0, member=ACME, product=0, units=10)
    ledger.record("opening", week=3, member=SOUTH, product=0, units=4)
    by_hand.stock(ledger, 4, [ACME, SOUTH], [10, 3], cost=[4000, 7500])
    by_hand.payment(ledger, 4, OUTSIDE, SOUTH, 10000, reason="sale")
    members = measure(ledger, "contribution", "member")
    assert members[["acme", "south"]].tolist() == pytest.approx([0.0, 100.0 - 75.0])


def test_scrapped_goods_are_a_loss() -> None:
    """Whoever threw them away bears what they cost."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, HUB, SOUTH, 2, price=7500, arrives=1)
    by_hand.payment(ledger, 1, SOUTH, HUB, 15000)
    ledger.record("scrap", week=2, member=SOUTH, product=0, units=2, reason="left")
    assert measure(ledger, "contribution", "member")["south"] == pytest.approx(-150.0)


def test_contribution_counts_what_customers_owe() -> None:
    """North sold for 100 in two parts: the loan is no loss while it is owed, and one when it is given up."""
    ledger = by_hand.blank()
    by_hand.payment(ledger, 1, OUTSIDE, NORTH, 10000, reason="sale")
    by_hand.payment(ledger, 1, NORTH, OUTSIDE, 5000, reason="credit")
    ledger.record("receivable", week=[1, 2], member=NORTH, amount=5000)
    assert measure(ledger, "contribution", "member")["north"] == pytest.approx(100.0)
    assert measure(ledger, "receivables") == pytest.approx(50.0)
    assert measure(ledger, "receivables", "week").tolist() == pytest.approx([50.0, 50.0])
    ledger.record("default", week=3, member=NORTH, amount=5000, customers=1)
    assert measure(ledger, "contribution", "member")["north"] == pytest.approx(50.0)
    assert measure(ledger, "receivables") == 0.0


def test_what_offers_take_off_and_who_gets_it() -> None:
    """Two at 80 and one leaked at 70 instead of 100: 70 taken off, 30 of them for the wrong one."""
    ledger = by_hand.blank()
    ledger.record(
        "promotion_sale", week=1, outlet=NORTH, product=0, cell=0, promotion="spring", leaked=[0, 1],
        units=[2, 1],
        price=[8000, 7000], asked=10000, margin=100,
    )  # fmt: skip
    assert measure(ledger, "concessions") == pytest.approx(70.0)
    assert measure(ledger, "leakage") == pytest.approx(30 / 70)
