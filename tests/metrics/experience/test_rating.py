"""Ratings from entries written by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, LAMP, NORTH, SPOT

NONE = -1


def told() -> Ledger:
    """Return a week of warm-up and two that count, with a rival's product and an outlet among them."""
    ledger = by_hand.blank(warm_up=1)
    for week, outlet, product, amount in (
        (1, NONE, LAMP, 0.0),
        (2, NONE, LAMP, 0.5),
        (2, NONE, BULB, 1.0),
        (2, NORTH, NONE, 0.125),
        (3, NONE, LAMP, 0.75),
        (3, NONE, SPOT, 0.25),
        (3, NORTH, NONE, 0.375),
    ):
        ledger.record("rating", week=week, outlet=outlet, product=product, amount=amount)
    return ledger


def test_products_are_told_apart_from_outlets() -> None:
    """The mean over the focal manufacturer's products and weeks; by outlet that of outlets."""
    ledger = told()

    assert measure(ledger, "rating") == pytest.approx(0.5)
    assert measure(ledger, "rating", "week").to_dict() == pytest.approx({2: 0.5, 3: 0.5})
    assert measure(ledger, "rating", "product").to_dict() == pytest.approx({"lamp": 0.625, "spot": 0.25})
    assert measure(ledger, "rating", "outlet").to_dict() == pytest.approx({"north": 0.25})


def test_where_nobody_reviews_there_is_no_answer() -> None:
    """Not nought."""
    assert math.isnan(measure(by_hand.blank(), "rating"))
