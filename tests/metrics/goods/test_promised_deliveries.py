"""On-time delivery and weeks late, from entries written by hand."""

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, HOME_NORTH, LAMP, NORTH, OFFICE_SOUTH, SOUTH

METRICS = ("on_time_delivery", "weeks_late")


def deliveries(step: float = 1.0) -> Ledger:
    """Return a week of warm-up and two that count, with a rival's product among them."""
    ledger = by_hand.blank(warm_up=1, units={"quantity_step": step})
    for week, outlet, product, cell, units, late, weeks in (
        (1, NORTH, LAMP, HOME_NORTH, 9, 9, 50.0),
        (2, NORTH, LAMP, HOME_NORTH, 6, 2, 3.0),
        (3, NORTH, LAMP, OFFICE_SOUTH, 2, 2, 2.0),
        (3, SOUTH, LAMP, OFFICE_SOUTH, 2, 0, 0.0),
        (3, SOUTH, BULB, OFFICE_SOUTH, 7, 7, 70.0),
    ):
        where = {"outlet": outlet, "product": product, "cell": cell}
        ledger.record("delivery", week=week, units=units, ordered=0, substitute=0, customer=-1, **where)
        if late:
            ledger.record("late_delivery", week=week, units=late, amount=weeks, **where)
    return ledger


@pytest.mark.parametrize("step", [1.0, 0.5])
def test_shares_and_means_are_over_all_that_is_delivered(step: float) -> None:
    """4 of 10 came late, by 5 weeks in all; whatever goods are counted in."""
    ledger = deliveries(step)

    assert measure(ledger, "on_time_delivery") == pytest.approx(0.6)
    assert measure(ledger, "weeks_late") == pytest.approx(0.5)
    assert measure(ledger, "on_time_delivery", "outlet").to_dict() == pytest.approx(
        {"north": 0.5, "south": 1.0}
    )
    assert measure(ledger, "weeks_late", "segment").to_dict() == pytest.approx({"home": 0.5, "office": 0.5})
    assert measure(ledger, "weeks_late", "week").to_dict()[3] == pytest.approx(0.5)


@pytest.mark.parametrize("name", METRICS)
def test_nothing_delivered_is_no_answer(name: str) -> None:
    """Nor are deliveries where lateness costs nothing, of which no entry is written."""
    unminded = by_hand.blank()
    unminded.record(
        "delivery", week=2, units=3, ordered=1, substitute=0, customer=-1, outlet=NORTH, product=LAMP,
        cell=HOME_NORTH,
    )  # fmt: skip

    assert np.isnan(measure(by_hand.blank(), name))
    assert np.isnan(measure(unminded, name))


def test_all_is_on_time_of_which_nothing_is_late() -> None:
    """Where it would have been minded."""
    segments = by_hand.scenario().model_dump(mode="json")["segments"]
    segments["home"]["lateness"] = 0.5
    ledger = by_hand.blank(segments=segments)
    ledger.record(
        "delivery", week=2, units=3, ordered=1, substitute=0, customer=-1, outlet=NORTH, product=LAMP,
        cell=HOME_NORTH,
    )  # fmt: skip

    assert measure(ledger, "on_time_delivery") == 1.0
    assert measure(ledger, "weeks_late") == 0.0
