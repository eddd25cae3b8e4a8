"""Customer surplus from entries written by hand."""

import math

import pytest

from simulator.domain.ledger_entries import STAGES
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import HOME_NORTH, HOME_SOUTH, OFFICE_SOUTH


def surpluses() -> Ledger:
    """Acme serves light and stage; a week of warm-up, and three weeks that count."""
    ledger = by_hand.blank(warm_up=1)
    for week, cell, category, amount in (
        (1, HOME_NORTH, 0, 1000.0),
        (2, HOME_NORTH, 0, 12.5),
        (2, HOME_SOUTH, 1, 3.25),
        (4, OFFICE_SOUTH, 0, 0.25),
    ):
        ledger.record("consumer_surplus", week=week, cell=cell, category=category, customers=5, amount=amount)
    return ledger


def test_by_whom_and_when() -> None:
    """Told apart by week, segment, region and cell."""
    ledger = surpluses()
    assert measure(ledger, "customer_surplus") == 16.0
    assert measure(ledger, "customer_surplus", "week").to_dict() == {2: 15.75, 3: 0.0, 4: 0.25}
    assert measure(ledger, "customer_surplus", "segment").to_dict() == {"home": 15.75, "office": 0.25}
    assert measure(ledger, "customer_surplus", "region").to_dict() == {"north": 12.5, "south": 3.5}
    assert measure(ledger, "customer_surplus", "cell").to_dict() == {
        "home/north": 12.5,
        "home/south": 3.25,
        "office/north": 0.0,
        "office/south": 0.25,
    }


def test_categories_of_others_do_not_count() -> None:
    """For bolt, who sells bulbs only, stage light is not its market."""
    ledger = by_hand.blank(focal="bolt")
    ledger.record("consumer_surplus", week=1, cell=0, category=[0, 1], customers=1, amount=[2.0, 40.0])
    assert measure(ledger, "customer_surplus") == 2.0


@pytest.mark.parametrize("needs", [0, 3])
def test_not_defined_is_not_nought(needs: int) -> None:
    """Needs without any surplus that is defined: nan; no needs: nothing was to be had."""
    ledger = by_hand.blank()
    ledger.record("stage_flow", week=1, cell=0, category=0, stage=[STAGES[0]] * needs, customers=[9] * needs)
    assert math.isnan(measure(ledger, "customer_surplus")) == bool(needs)
