"""What became of needs, worked out by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand


def ledger_of(*weeks: dict[str, int]) -> Ledger:
    """Return a ledger of weeks in which needs of the first cell and category came to this; one of warm-up."""
    ledger = by_hand.blank(warm_up=1)
    for week, flows in enumerate(weeks, start=1):
        ledger.record(
            "need_flow", week=week, cell=0, category=0, outcome=list(flows), needs=list(flows.values())
        )
    return ledger


def test_needs_that_arose_are_met_over_or_open() -> None:
    """Twelve arise after the warm-up; nine are over, of them two that were open before; five are open."""
    before = {"arisen": 4, "met": 2, "open": 2, "visits": 4}
    second = {"arisen": 7, "met": 3, "given_up": 1, "open": 5, "visits": 9}
    third = {"arisen": 5, "met": 2, "overtaken": 1, "cancelled": 2, "open": 5, "visits": 10}
    ledger = ledger_of(before, second, third)

    assert measure(ledger, "needs") == 12
    assert measure(ledger, "needs", "outcome").to_dict() == {
        "met": 5,
        "given up": 1,
        "overtaken": 1,
        "cancelled": 2,
        "open": 3,
    }
    assert measure(ledger, "visits_per_need") == pytest.approx(19 / 12)


def test_without_a_need_nothing_is_told() -> None:
    """Nothing arose: none, and no visits to speak of."""
    assert measure(ledger_of(), "needs") == 0
    assert math.isnan(measure(ledger_of(), "visits_per_need"))
