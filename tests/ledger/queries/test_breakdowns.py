"""Breakdowns: what a ratio of nothing is, and which parts are told."""

import math

import numpy as np
import pytest

from simulator.ledger.metric import measure, metric_named
from simulator.ledger.queries.breakdowns import ratio
from tests.ledger import by_hand
from tests.ledger.by_hand import NORTH, OUTSIDE, SHOP


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(3.0, 2.0, 1.5), (3.0, 0.0, math.inf), (-3.0, 0.0, -math.inf), (3.0, -0.0, math.inf), (0.0, 4.0, 0.0)],
)
def test_something_of_nothing_is_infinite(part: float, whole: float, expected: float) -> None:
    """With the sign of the part, for either sign of the zero."""
    assert ratio(np.array([part]), np.array([whole])).tolist() == [expected]


def test_nothing_of_nothing_is_not_known() -> None:
    """And no warning is given."""
    assert np.isnan(ratio(np.zeros(2), np.zeros(2))).all()


def test_every_ratio_tells_dead_stock_from_no_stock() -> None:
    """Stock that nothing sells lasts for ever; costs of serving without a sale are infinite a unit."""
    ledger = by_hand.blank()
    by_hand.stock(ledger, 1, NORTH, 10)
    by_hand.payment(ledger, 1, NORTH, OUTSIDE, 500, reason="handling")
    for name in ("weeks_of_supply", "cost_to_serve"):
        assert measure(ledger, name, "outlet")["north"] == math.inf
        assert measure(ledger, name) == math.inf
        assert math.isnan(measure(by_hand.blank(), name))


def test_what_turns_without_ever_being_on_hand_turns_infinitely_fast() -> None:
    """Sold in the week in which it came; and of nothing received, what was sold is infinite."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, NORTH, 2)
    assert measure(ledger, "inventory_turns") == math.inf
    assert measure(ledger, "gmroi") == math.inf
    assert measure(ledger, "sell_through_a") == math.inf
    assert all(math.isnan(measure(by_hand.blank(), name)) for name in ("inventory_turns", "gmroi"))


def test_all_parties_that_could_have_sold_are_told() -> None:
    """Bolt's stall cannot sell what acme makes, and stands in no answer about it; a hub is no outlet."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, SHOP, 2)
    assert measure(ledger, "units_sold", "outlet").to_dict() == {
        "shop": 2,
        "north": 0,
        "south": 0,
        "kiosk": 0,
    }
    assert measure(ledger, "units_sold", "product").to_dict() == {"lamp": 2, "spot": 0}
    assert measure(ledger, "units_sold", "maker").to_dict() == {"acme": 2, "bolt": 0}
    assert measure(ledger, "channel_stock", "member").to_dict() == {
        "hub": 0,
        "north": 0,
        "south": 0,
        "kiosk": 0,
    }


def test_a_ratio_of_a_part_without_anything_has_no_answer() -> None:
    """A dealer that sold nothing has no average price, not one of nought."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, SHOP, 2)
    assert list(measure(ledger, "average_price", "outlet").index) == ["shop"]


@pytest.mark.parametrize(
    ("name", "by", "expected"),
    [("units_sold", "outlet", True), ("units_sold", "maker", True), ("sell_in", "member", True),
     ("contribution", "firm", True), ("conflict", "dyad", True), ("units_sold", "colour", False),
     ("average_price", "outlet", False), ("weeks_of_supply", "tier", False),
     ("worst_conflict", "member", False)],
)  # fmt: skip
def test_of_amounts_absent_is_zero_of_ratios_it_is_not_known(name: str, by: str, expected: bool) -> None:
    """Also of amounts with parts that do not sum, since rivals or two tiers are among them."""
    assert metric_named(name).absent_is_zero(by) is expected
