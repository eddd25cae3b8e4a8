"""Members and their share, from entries written by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, HOME_NORTH, LAMP, OFFICE_SOUTH, SPOT


def owned() -> Ledger:
    """Return a week of warm-up and two that count; lamps have a community, spots and a rival's bulbs none."""
    products = by_hand.scenario().model_dump(mode="json")["products"]
    products["lamp"] |= {"life": {"mean_weeks": 50}, "community": {"joins": 0.5}}
    ledger = by_hand.blank(warm_up=1, weeks=3, products=products)
    for week, product, cell, owners, members in (
        (1, LAMP, HOME_NORTH, 90, 80),
        (2, LAMP, HOME_NORTH, 10, 4),
        (3, LAMP, HOME_NORTH, 10, 6),
        (3, LAMP, OFFICE_SOUTH, 10, 0),
        (3, SPOT, HOME_NORTH, 70, 0),
        (3, BULB, HOME_NORTH, 50, 40),
    ):
        where = {"week": week, "cell": cell, "product": product}
        ledger.record("ownership", customers=owners, **where)
        if members:
            ledger.record("membership", customers=members, **where)
    return ledger


def test_members_are_counted_at_the_end_and_week_by_week() -> None:
    """Of the focal manufacturer's products; the share is of owners that could have joined."""
    ledger = owned()

    assert measure(ledger, "members") == 6
    assert measure(ledger, "members", "week").to_dict() == {2: 4, 3: 6}
    assert measure(ledger, "members", "segment").to_dict() == {"home": 6}
    assert measure(ledger, "member_share") == pytest.approx(0.3)
    assert measure(ledger, "member_share", "week").to_dict() == pytest.approx({2: 0.4, 3: 0.3})
    assert measure(ledger, "member_share", "segment").to_dict() == pytest.approx({"home": 0.6, "office": 0.0})


def test_nobody_is_a_member_of_nothing() -> None:
    """No members, and no share of no owners."""
    assert measure(by_hand.blank(), "members") == 0
    assert math.isnan(measure(by_hand.blank(), "member_share"))
