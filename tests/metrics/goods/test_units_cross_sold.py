"""Units cross-sold, on a ledger small enough to be worked out by hand."""

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, HOME_NORTH, HOME_SOUTH, LAMP, NORTH, SHOP, SOUTH, SPOT


def suggested(**changes: object) -> Ledger:
    """Return a ledger in which north, the shop and south suggest lamps, spots and bulbs."""
    ledger = by_hand.blank(**changes)
    for week, outlet, product, cell, units in (
        (1, NORTH, LAMP, HOME_NORTH, 3),
        (2, NORTH, SPOT, HOME_NORTH, 1),
        (2, SHOP, LAMP, HOME_SOUTH, 2),
        (3, NORTH, BULB, HOME_NORTH, 7),
    ):
        counts = {"customers": units + 9, "needs": units + 4, "units": units, "others": 2}
        ledger.record("suggestion", week=week, outlet=outlet, product=product, cell=cell, **counts)
    return ledger


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("outlet", {"shop": 2, "north": 4, "south": 0, "kiosk": 0}),
        ("week", {1: 3, 2: 3, 3: 0}),
        ("product", {"lamp": 5, "spot": 1}),
        ("region", {"north": 4, "south": 2}),
        ("maker", {"acme": 6, "bolt": 7}),
    ],
)
def test_what_was_taken_of_what_was_suggested(by: str, expected: dict[object, float]) -> None:
    """Units of the products themselves, of the focal manufacturer; by maker, of all."""
    assert measure(suggested(), "units_cross_sold") == 6
    assert measure(suggested(), "units_cross_sold", by).to_dict() == expected


def test_units_are_units_of_the_product_after_the_warm_up() -> None:
    """Half kilos are counted as such."""
    halves = suggested(units={"quantity_step": 0.5, "money_step": 0.05}, warm_up=1)

    assert measure(halves, "units_cross_sold") == 1.5


def test_nothing_suggested_is_nothing_sold() -> None:
    """However much is sold."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, [1, 2], [NORTH, SOUTH], [4, 5])

    assert measure(ledger, "units_cross_sold") == 0.0
