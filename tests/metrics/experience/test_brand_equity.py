"""Brand equity from entries written by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, HOME_NORTH, LAMP, OFFICE_SOUTH


def told() -> Ledger:
    """Return a week of warm-up and two that count, with a rival's product among them."""
    ledger = by_hand.blank(warm_up=1)
    for week, cell, product, amount in (
        (1, HOME_NORTH, LAMP, 0.0),
        (2, HOME_NORTH, LAMP, 0.5),
        (2, OFFICE_SOUTH, LAMP, 1.0),
        (3, HOME_NORTH, LAMP, 0.25),
        (3, OFFICE_SOUTH, BULB, 1.0),
    ):
        ledger.record("brand_equity", week=week, cell=cell, product=product, amount=amount)
    return ledger


def test_it_is_the_mean_over_people_and_weeks() -> None:
    """450 people at home in the north, 100 in offices in the south; of the focal products."""
    ledger = told()

    assert measure(ledger, "brand_equity", "week").to_dict() == pytest.approx(
        {2: (450 * 0.5 + 100 * 1.0) / 550, 3: 0.25}
    )
    assert measure(ledger, "brand_equity") == pytest.approx((450 * 0.75 + 100) / 1000)
    assert measure(ledger, "brand_equity", "segment").to_dict() == pytest.approx({"home": 0.375, "office": 1})


def test_where_nothing_is_kept_there_is_no_answer() -> None:
    """Not nought."""
    assert math.isnan(measure(by_hand.blank(), "brand_equity"))
