"""Contacts in metrics, from entries written by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HOME_NORTH, HUB, NORTH


def asked(ledger: Ledger, week: int, customers: int, product: int = 0) -> None:
    """Write customers that ask the maker about lamps, or another product."""
    about = {"product": product, "cell": HOME_NORTH, "outlet": NORTH}
    ledger.record("contact", week=week, answerer=ACME, customers=customers, **about)


def over(ledger: Ledger, week: int, answerer: int, since: int, outcome: str, customers: int) -> None:
    """Write what became of contacts about lamps."""
    about = {"product": 0, "cell": HOME_NORTH, "asked": since}
    ledger.record(
        "contact_outcome", week=week, answerer=answerer, outcome=outcome, customers=customers, **about
    )


def test_contacts_of_an_owner_and_year() -> None:
    """Three contacts of ten owners in two weeks, less the warm-up: 52 · 3 / 20; a rival's are not counted."""
    ledger = by_hand.blank(warm_up=1)
    for week, customers in ((1, 9), (2, 1), (3, 2)):
        asked(ledger, week, customers)
        ledger.record("ownership", week=week, cell=HOME_NORTH, product=0, customers=10)
    rival = next(at for at, is_focal in enumerate(ledger.header.focal_products) if not is_focal)
    asked(ledger, 3, 50, rival)

    assert measure(ledger, "contact_rate") == pytest.approx(52 * 3 / 20)
    assert measure(ledger, "contact_rate", "week")[3] == pytest.approx(52 * 2 / 10)
    assert math.isnan(measure(by_hand.blank(), "contact_rate"))


def test_weeks_until_an_answer() -> None:
    """Two were answered at once and six after three weeks: 18 / 8; what is given up is not waited out."""
    ledger = by_hand.blank()
    over(ledger, 2, ACME, 2, "answered", 2)
    over(ledger, 5, HUB, 2, "answered", 6)
    over(ledger, 9, HUB, 2, "given_up", 40)

    assert measure(ledger, "weeks_to_answer") == pytest.approx(18 / 8)
    assert measure(ledger, "weeks_to_answer", "member").to_dict() == pytest.approx({"acme": 0, "hub": 3})
    assert math.isnan(measure(by_hand.blank(), "weeks_to_answer"))


def test_share_given_up() -> None:
    """For whatever reason, of what is over: two of the maker's six, all of the hub's."""
    ledger = by_hand.blank()
    over(ledger, 2, ACME, 2, "answered", 4)
    over(ledger, 5, ACME, 2, "given_up", 2)
    over(ledger, 5, HUB, 2, "no_answerer", 2)

    assert measure(ledger, "abandonment_rate") == pytest.approx(4 / 8)
    shares = measure(ledger, "abandonment_rate", "member").to_dict()
    assert shares == pytest.approx({"acme": 2 / 6, "hub": 1.0})
    assert math.isnan(measure(by_hand.blank(), "abandonment_rate"))
