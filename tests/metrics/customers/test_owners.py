"""Metrics of owners and of customers that are gone, worked out by hand."""

from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, HOME_NORTH, LAMP, OFFICE_SOUTH, SPOT


def test_owners_are_those_of_the_last_week_of_own_products() -> None:
    """By week as many as then; a rival's and those of the warm-up are left out."""
    ledger = by_hand.blank(warm_up=1, weeks=3)
    for week, cell, product, customers in (
        (1, HOME_NORTH, LAMP, 99), (2, HOME_NORTH, LAMP, 7), (3, HOME_NORTH, LAMP, 5),
        (3, OFFICE_SOUTH, LAMP, 2), (3, HOME_NORTH, SPOT, 4), (3, HOME_NORTH, BULB, 50),
    ):  # fmt: skip
        ledger.record("ownership", week=week, cell=cell, product=product, customers=customers)

    assert measure(ledger, "owners") == 11
    assert measure(ledger, "owners", "week").to_dict() == {2: 7, 3: 11}
    assert measure(ledger, "owners", "product").to_dict() == {"lamp": 7, "spot": 4}


def test_customers_gone_are_those_of_the_last_week() -> None:
    """They may come back, so they aren't summed."""
    ledger = by_hand.blank(warm_up=1, weeks=3)
    for week, customers in ((1, 30), (2, 3), (3, 8)):
        ledger.record("absence", week=week, cell=HOME_NORTH, category=0, customers=customers)

    assert measure(ledger, "customers_gone") == 8
    assert measure(ledger, "customers_gone", "week").to_dict() == {2: 3, 3: 8}
