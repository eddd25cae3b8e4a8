"""Claims and repairs in metrics, from entries written by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HOME_NORTH, HUB, NORTH, SOUTH


def failed(ledger: Ledger, week: int, outlet: int, units: int, bought: int) -> None:
    """Write lamps that fail."""
    ledger.record(
        "claim", week=week, repairer=ACME, outlet=outlet, product=0, cell=HOME_NORTH, bought=bought,
        units=units,
    )  # fmt: skip


def back(ledger: Ledger, week: int, repairer: int, units: int, claimed: int) -> None:
    """Write lamps that are back."""
    ledger.record(
        "repair", week=week, repairer=repairer, product=0, cell=HOME_NORTH, claimed=claimed,
        result="repaired", units=units,
    )  # fmt: skip


def test_share_that_fails() -> None:
    """Three of ten in north, one of ten in south; what was bought in the warm-up does not count."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.sale(ledger, 1, NORTH, 50)
    by_hand.sale(ledger, 2, [NORTH, SOUTH], 10)
    failed(ledger, 3, NORTH, 20, bought=1)
    failed(ledger, 3, NORTH, 3, bought=2)
    failed(ledger, 4, SOUTH, 1, bought=2)

    assert measure(ledger, "claim_rate") == pytest.approx(4 / 20)
    assert measure(ledger, "claim_rate", "outlet").to_dict() == pytest.approx({"north": 0.3, "south": 0.1})
    assert math.isnan(measure(by_hand.blank(), "claim_rate"))


def test_share_that_fails_repaired_or_not() -> None:
    """Two claims and three failures of twenty; what was bought in the warm-up does not count."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.sale(ledger, 2, [NORTH, SOUTH], 10)
    failed(ledger, 3, NORTH, 2, bought=2)
    for outlet, bought, units in ((NORTH, 2, 2), (SOUTH, 2, 1), (SOUTH, 1, 5)):
        what = {"outlet": outlet, "product": 0, "cell": HOME_NORTH, "bought": bought, "units": units}
        ledger.record("failure", week=4, **what)

    assert measure(ledger, "failure_rate") == pytest.approx(5 / 20)
    assert measure(ledger, "failure_rate", "outlet").to_dict() == pytest.approx({"north": 0.4, "south": 0.1})
    assert math.isnan(measure(by_hand.blank(), "failure_rate"))


def test_time_to_repair() -> None:
    """Two took one week and six three: 2.5 weeks in the mean."""
    ledger = by_hand.blank()
    back(ledger, 3, ACME, 2, claimed=2)
    back(ledger, 5, HUB, 6, claimed=2)

    assert measure(ledger, "weeks_in_repair") == pytest.approx(2.5)
    assert measure(ledger, "weeks_in_repair", "member").to_dict() == pytest.approx({"acme": 1, "hub": 3})
    assert math.isnan(measure(by_hand.blank(), "weeks_in_repair"))
