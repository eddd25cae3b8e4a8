"""Experienced surplus from entries written by hand."""

import math

from simulator.domain.ledger_entries import STAGES
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import HOME_NORTH, HOME_SOUTH


def test_by_whom_and_when() -> None:
    """After the warm-up, told apart by week and segment; a loss is a loss."""
    ledger = by_hand.blank(warm_up=1)
    for week, cell, amount in ((1, HOME_NORTH, 70.0), (2, HOME_NORTH, 12.5), (3, HOME_SOUTH, -3.25)):
        ledger.record("experienced_surplus", week=week, cell=cell, category=0, customers=5, amount=amount)
    ledger.record("consumer_surplus", week=2, cell=HOME_NORTH, category=0, customers=5, amount=400.0)

    assert measure(ledger, "experienced_surplus") == 9.25
    assert measure(ledger, "experienced_surplus", "week").to_dict() == {2: 12.5, 3: -3.25}
    assert measure(ledger, "experienced_surplus", "segment").to_dict() == {"home": 9.25, "office": 0.0}


def test_categories_of_others_do_not_count() -> None:
    """For bolt, who sells bulbs only, stage light is not its market."""
    ledger = by_hand.blank(focal="bolt")
    ledger.record("experienced_surplus", week=1, cell=0, category=[0, 1], customers=1, amount=[2.0, 40.0])

    assert measure(ledger, "experienced_surplus") == 2.0


def test_not_defined_is_not_nought() -> None:
    """Needs without any surplus that is defined."""
    ledger = by_hand.blank()
    ledger.record("stage_flow", week=1, cell=0, category=0, stage=[STAGES[0]], customers=[9])

    assert math.isnan(measure(ledger, "experienced_surplus"))
