"""Advisers and sellers of units, worked out by hand."""

import math

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, NORTH, SHOP, SOUTH


def advised() -> Ledger:
    """Return a ledger of advice taken here and there; week 1 is warm-up, and bulbs are a rival's."""
    ledger = by_hand.blank(weeks=4, warm_up=1)
    for week, seller, units, adviser, more in (
        (1, SHOP, 90, NORTH, {}),
        (2, NORTH, 6, NORTH, {}),
        (2, SHOP, 3, NORTH, {}),
        (3, SHOP, 10, -1, {}),
        (3, SOUTH, 1, NORTH, {}),
        (4, SHOP, 1, SHOP, {}),
        (4, SOUTH, 4, SHOP, {}),
        (4, SHOP, 70, NORTH, {"product": BULB}),
    ):
        by_hand.sale(ledger, week, seller, units, adviser=adviser, **more)
    return ledger


def test_of_what_was_advised_some_was_bought_elsewhere() -> None:
    """North advised on ten and sold six of them; the shop on five and sold one."""
    ledger = advised()

    assert measure(ledger, "advised_elsewhere") == 8 / 15
    assert measure(ledger, "advised_elsewhere", "outlet").to_dict() == {"north": 0.4, "shop": 0.8}
    assert measure(ledger, "advised_elsewhere", "format").to_dict() == {"dealer": 0.4, "web_store": 0.8}
    assert measure(ledger, "advised_elsewhere", "week")[[2, 3, 4]].to_list() == [3 / 9, 1.0, 4 / 5]


def test_of_what_was_sold_others_had_advised_on_some() -> None:
    """Three of the shop's fourteen, all of south's five, none of north's."""
    ledger = advised()

    assert measure(ledger, "sold_on_advice_of_others") == 8 / 25
    assert measure(ledger, "sold_on_advice_of_others", "outlet").to_dict() == {
        "north": 0.0, "shop": 3 / 14, "south": 1.0,
    }  # fmt: skip


def test_without_advice_or_sales_there_is_no_answer() -> None:
    """Not nought."""
    ledger = by_hand.blank(weeks=2)
    by_hand.sale(ledger, 1, SHOP, 3)

    assert math.isnan(measure(ledger, "advised_elsewhere"))
    assert measure(ledger, "sold_on_advice_of_others") == 0.0
    assert math.isnan(measure(by_hand.blank(weeks=2), "sold_on_advice_of_others"))


def test_who_advised_and_who_sold_are_told_in_both_directions() -> None:
    """North advised on three that the shop sold and one that south did, the shop on four that south did."""
    ledger = advised()
    flows = measure(ledger, "bought_elsewhere", "dyad")

    assert flows.sum() == measure(ledger, "bought_elsewhere") == 8
    assert flows.to_dict() == {"dealer → dealer": 1, "dealer → web_store": 3, "web_store → dealer": 4}
