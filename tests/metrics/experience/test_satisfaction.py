"""Satisfaction and disappointment from entries written by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import HOME_NORTH, OFFICE_SOUTH


def experiences() -> Ledger:
    """Return a week of warm-up and two that count, with a rival's product (number 1) among them."""
    ledger = by_hand.blank(warm_up=1)
    for week, cell, product, customers, disappointed, amount in (
        (1, HOME_NORTH, 0, 9, 9, 0.0),
        (2, HOME_NORTH, 0, 4, 1, 3.0),
        (3, OFFICE_SOUTH, 0, 6, 3, 2.0),
        (3, OFFICE_SOUTH, 1, 50, 50, 1.0),
    ):
        ledger.record(
            "experience", week=week, outlet=2, product=product, cell=cell, customers=customers,
            disappointed=disappointed, amount=amount,
        )  # fmt: skip
    return ledger


def test_means_over_units() -> None:
    """Of the focal manufacturer's products, after the warm-up; told apart by week and segment."""
    ledger = experiences()

    assert measure(ledger, "satisfaction") == pytest.approx(0.5)
    assert measure(ledger, "disappointed") == pytest.approx(0.4)
    assert measure(ledger, "satisfaction", "week").to_dict()[2] == pytest.approx(0.75)
    assert measure(ledger, "disappointed", "segment").to_dict() == pytest.approx(
        {"home": 0.25, "office": 0.5}
    )


@pytest.mark.parametrize("metric", ["satisfaction", "disappointed"])
def test_nothing_taken_home_is_no_answer(metric: str) -> None:
    """Not nought."""
    assert math.isnan(measure(by_hand.blank(), metric))
