"""A manufacturer's own grievances and harm between brands, on ledgers worked out by hand."""

import math

import pytest

from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, KIOSK, LAMP, NORTH, SHOP, SOUTH, SPOT, STALL


def test_the_depth_of_a_broken_floor_is_a_share_of_the_floor() -> None:
    """North may not go below 95, south not below 90; a price on the floor keeps it."""
    ledger = by_hand.blank()
    by_hand.posting(ledger, 1, [NORTH, SOUTH, KIOSK], [9405, 9000, 10])
    by_hand.posting(ledger, 2, [NORTH, SOUTH], [9025, 10000])

    assert measure(ledger, "floor_violation_depth") == pytest.approx((0.01 + 0.05) / 2)
    assert measure(ledger, "floor_violation_depth", "week").tolist()[:2] == pytest.approx([0.01, 0.05])
    assert math.isnan(measure(by_hand.blank(), "floor_violation_depth"))


def test_dealers_are_disloyal_by_what_they_sell_of_rivals() -> None:
    """Own outlets, rivals' own ones and other categories are not in it."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, [NORTH, SOUTH], [6, 10])
    by_hand.sale(ledger, 1, [NORTH, STALL, SHOP], [4, 50, 50], product=[BULB, BULB, LAMP])
    by_hand.sale(ledger, 1, SOUTH, 5, product=SPOT)

    assert measure(ledger, "rival_share") == pytest.approx(4 / 25)
    assert measure(ledger, "rival_share", "outlet").to_dict() == pytest.approx({"north": 0.4, "south": 0.0})
    assert math.isnan(measure(by_hand.blank(), "rival_share"))


def test_interbrand_harm_is_needs_lost_to_rivals_at_the_mean_price() -> None:
    """Needs that preferred a rival x what units of lamps were paid in the mean; others do not count."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, [NORTH, SHOP], [3, 1], [8000, 12000])
    by_hand.sale(ledger, 1, STALL, 9, 100, product=BULB)
    ledger.record(
        "lost_need", week=[1, 2, 2], cell=0, category=0, reason=["rival", "rival", "fit"],
        sixtieths=[120, 30, 600],
    )  # fmt: skip

    assert measure(ledger, "interbrand_harm") == pytest.approx(2.5 * 90.0)
    assert measure(by_hand.blank(), "interbrand_harm") == 0.0
