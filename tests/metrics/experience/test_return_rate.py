"""Returns in metrics, from entries written by hand: what came back was not sold, and what it cost."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HOME_NORTH, NORTH, OFFICE_SOUTH, SHOP, SOUTH


def sent_back(ledger: Ledger, week: int, outlet: int, units: int, bought: int, refund: int = 9000) -> None:
    """Write lamps that customers send back, bought for 100."""
    ledger.record(
        "return", week=week, outlet=outlet, product=0, cell=HOME_NORTH if outlet == NORTH else OFFICE_SOUTH,
        reason="unit", bought=bought, price=10000, refund=refund, shipping=0, units=units, customer=-1,
    )  # fmt: skip


def inspected(ledger: Ledger, week: int, outlet: int, units: int, unsaleable: int) -> None:
    """Write lamps, of 70 each, that leave inspection."""
    what = {"outlet": outlet, "product": 0, "unit_cost": 7000}
    ledger.record("inspection", week=week, units=units, unsaleable=unsaleable, **what)
    if unsaleable:
        ledger.record("scrap", week=week, member=outlet, product=0, units=unsaleable, reason="unsaleable")


def held(ledger: Ledger, week: int, outlet: int, units: int) -> None:
    """Write lamps, of 70 each, that are in inspection at a week's end."""
    ledger.record("in_inspection", week=week, outlet=outlet, product=0, units=units, unit_cost=7000)


def trade() -> Ledger:
    """Let 20 of 30 lamps be sold in north and 10 of 20 in south; of north's 8 come back.

    Six are through with inspection, two of them unsaleable; two are still in it.
    """
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, [NORTH, SOUTH], [30, 20], arrives=1)
    by_hand.sale(ledger, 1, [NORTH, SOUTH], [20, 10], cell=[HOME_NORTH, OFFICE_SOUTH])
    by_hand.stock(ledger, 1, [NORTH, SOUTH], [10, 10])
    sent_back(ledger, 2, NORTH, 6, bought=1)
    held(ledger, 2, NORTH, 6)
    by_hand.stock(ledger, 2, [NORTH, SOUTH], [10, 10])
    sent_back(ledger, 3, NORTH, 2, bought=1)
    inspected(ledger, 3, NORTH, 6, 2)
    held(ledger, 3, NORTH, 2)
    by_hand.stock(ledger, 3, [NORTH, SOUTH], [14, 10])
    by_hand.payment(ledger, 2, NORTH, 0, 54000, reason="refund")
    by_hand.payment(ledger, 3, NORTH, 0, 18000, reason="refund")
    by_hand.payment(ledger, 3, NORTH, 0, 800, reason="return_shipping")
    by_hand.payment(ledger, 3, NORTH, 0, 400, reason="inspection")
    by_hand.payment(ledger, 3, SHOP, NORTH, 3000, reason="commission_refund")
    by_hand.payment(ledger, 3, ACME, NORTH, 5000, reason="return_credit")
    return ledger


def test_what_came_back_was_not_sold() -> None:
    """22 of 50; the week in which it came back has it against it, and so has what was paid back."""
    ledger = trade()

    assert measure(ledger, "units_sold") == 22
    assert measure(ledger, "units_sold", "week").to_dict() == {1: 30, 2: -6, 3: -2}
    assert measure(ledger, "units_sold", "segment").to_dict() == {"home": 12, "office": 10}
    assert measure(ledger, "revenue") == 30 * 100 - 8 * 90
    assert measure(ledger, "market_share") == 1.0
    assert measure(ledger, "average_price") == 1.0  # the price that was asked is not changed by it


def test_what_is_in_inspection_is_there_and_not_sold() -> None:
    """Of 50: 22 sold, 2 thrown away, 2 in inspection, 24 on the shelf; north 12 of 30."""
    ledger = trade()

    assert measure(ledger, "sell_through_a") == pytest.approx(22 / 50)
    assert measure(ledger, "sell_through_b") == pytest.approx(22 / 50)
    assert measure(ledger, "sell_through_b", "outlet").to_dict() == pytest.approx(
        {"north": 12 / 30, "south": 10 / 20}
    )
    assert measure(ledger, "weeks_of_supply") == pytest.approx(24 / (22 / 3))
    assert measure(ledger, "channel_stock", "member")["north"] == pytest.approx(16 * 40)
    gross = 22 * 100 + 8 * 10 - 50 * 70 + (24 + 2) * 70  # what is kept of refunds is margin, too
    assert measure(ledger, "gross_margin") == pytest.approx(gross / (30 * 100 - 8 * 90))


def test_goods_that_come_back_are_wealth_again() -> None:
    """What a unit in inspection cost counts as what one on the shelf does."""
    ledger = trade()
    shelves = by_hand.blank()
    by_hand.stock(shelves, 3, [NORTH, SOUTH], [16, 10])
    by_hand.payment(shelves, 3, NORTH, 0, 54000 + 18000 + 800 + 400 - 3000 - 5000)

    assert measure(ledger, "contribution", "member")["north"] == pytest.approx(
        measure(shelves, "contribution", "member")["north"]
    )


def test_share_of_what_was_sold_that_comes_back() -> None:
    """8 of 30, all bought in week 1; of north's 20."""
    ledger = trade()

    assert measure(ledger, "return_rate") == pytest.approx(8 / 30)
    assert measure(ledger, "return_rate", "outlet").to_dict() == pytest.approx({"north": 0.4, "south": 0.0})
    assert measure(ledger, "return_rate", "week").to_dict()[1] == pytest.approx(8 / 30)
    assert math.isnan(measure(by_hand.blank(), "return_rate"))


def test_a_unit_bought_in_the_warm_up_does_not_count() -> None:
    """Two of the four units that were bought after it."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.sale(ledger, [1, 2], NORTH, 4)
    sent_back(ledger, 2, NORTH, 3, bought=1)
    sent_back(ledger, 3, NORTH, 2, bought=2)

    assert measure(ledger, "return_rate") == pytest.approx(0.5)


def test_cost_of_returns() -> None:
    """720 refunded, 12 for handling, 80 got back; four lamps of 70 are on the shelf, two in inspection."""
    ledger = trade()
    reasons = measure(ledger, "cost_of_returns", "reason").to_dict()

    assert reasons == pytest.approx(
        {
            "refund": 720, "return_shipping": 8, "inspection": 4, "commission_refund": -30,
            "return_credit": -50, "goods": -6 * 70,
        }
    )  # fmt: skip
    assert measure(ledger, "cost_of_returns") == pytest.approx(sum(reasons.values()))
    assert measure(ledger, "cost_of_returns", "outlet")["north"] == pytest.approx(sum(reasons.values()))
    assert measure(ledger, "cost_to_serve", "reason").to_dict()["return_shipping"] == pytest.approx(8 / 22)


def test_a_commission_given_back_serves_nobody() -> None:
    """It counts against commissions paid."""
    ledger = trade()
    by_hand.payment(ledger, 1, NORTH, SHOP, 9000, reason="commission")

    assert measure(ledger, "cost_to_serve", "reason")["commission"] == pytest.approx((90 - 30) / 22)
