"""Units used up and units with customers, on ledgers small enough to be worked out by hand."""

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, HOME_NORTH, HOME_SOUTH, LAMP, NORTH, OFFICE_NORTH, SPOT, STALL

LASTS = {"returns": [{"at": {"format": "dealer"}}]}
"""What makes a ledger tell what is kept and used up."""
ROWS = (
    (0, HOME_NORTH, LAMP, 5, 0),
    (1, HOME_NORTH, LAMP, 3, 2),
    (2, HOME_SOUTH, SPOT, 4, 1),
    (3, HOME_NORTH, LAMP, 2, 7),
    (3, OFFICE_NORTH, SPOT, 6, 3),
    (3, HOME_SOUTH, BULB, 9, 9),
)
"""Week, cell, product, units kept at its end, and used up in it."""


def told(**changes: object) -> Ledger:
    """Return a ledger of lamps, spots and bulbs that customers keep and use up, and of nothing else."""
    ledger = by_hand.blank(**LASTS, **changes)
    for week, cell, product, kept, used in ROWS:
        where = {"week": week, "cell": cell, "product": product}
        ledger.record("kept", kept_as="in_use", units=kept, **where)
        if used:
            ledger.record("used_up", used_up_by="need", units=used, **where)
    return ledger


@pytest.mark.parametrize(
    ("by", "used", "kept"),
    [
        ("week", {1: 2, 2: 1, 3: 10}, {1: 3, 2: 4, 3: 8}),
        ("product", {"lamp": 9, "spot": 4}, {"lamp": 2, "spot": 6}),
        ("region", {"north": 12, "south": 1}, {"north": 8}),
        ("segment", {"home": 10, "office": 3}, {"home": 2, "office": 6}),
    ],
)
def test_what_is_used_up_and_what_is_left(
    by: str, used: dict[object, float], kept: dict[object, float]
) -> None:
    """Of the focal manufacturer: used up in all weeks after the opening, left at the end of the last."""
    ledger = told()

    assert measure(ledger, "units_used_up") == 13
    assert measure(ledger, "units_with_customers") == 8
    assert measure(ledger, "units_used_up", by).to_dict() == used
    assert measure(ledger, "units_with_customers", by).to_dict() == kept


def test_units_are_units_of_the_product_after_the_warm_up() -> None:
    """Half kilos are counted as such."""
    halves = told(units={"quantity_step": 0.5, "money_step": 0.05}, warm_up=1)

    assert measure(halves, "units_used_up") == 5.5
    assert measure(halves, "units_with_customers") == 4


def test_where_nothing_is_kept_what_is_sold_is_used_up() -> None:
    """Lamps, that is, and not what rivals sell; and what demand buyers use, by cell apart."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, [1, 2], [NORTH, STALL], [4, 5], product=[LAMP, BULB])
    ledger.record("consumption", week=2, member=NORTH, product=LAMP, units=3)

    assert measure(ledger, "units_used_up", "week").to_dict() == {1: 4, 2: 3}
    assert measure(ledger, "units_used_up", "product").to_dict() == {"lamp": 7, "spot": 0}
    assert measure(ledger, "units_with_customers") == 0
