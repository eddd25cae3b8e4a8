"""Time to buy: worked out by hand, and nothing where needs last no longer than their week."""

import math

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, LAMP, NORTH, SHOP, SPOT
from tests.worlds.small import small_scenario


def test_weeks_from_arising_to_having() -> None:
    """Three lamps and a spot; a bulb is a rival's, one need is given up, one was met in the warm-up."""
    ledger = by_hand.blank(weeks=8, warm_up=1, detail="sales")
    for week, outcome, onset, outlet, product in (
        (1, "met", 1, NORTH, LAMP),
        (3, "met", 3, NORTH, LAMP),
        (6, "met", 2, NORTH, LAMP),
        (6, "met", 1, SHOP, LAMP),
        (7, "met", 5, SHOP, SPOT),
        (8, "met", 1, NORTH, BULB),
        (8, "given_up", 1, -1, -1),
    ):
        about = {"customer": 3, "category": 0, "ordinal": 0, "price": 0}
        ledger.record(
            "need", week=week, outcome=outcome, onset=onset, outlet=outlet, product=product, **about
        )

    assert measure(ledger, "time_to_buy") == (0 + 4 + 5 + 2) / 4
    assert measure(ledger, "time_to_buy", "outlet")[["north", "shop"]].to_list() == [2.0, 3.5]
    assert measure(ledger, "time_to_buy", "product")[["lamp", "spot"]].to_list() == [3.0, 2.0]
    assert math.isnan(measure(by_hand.blank(weeks=8, detail="sales"), "time_to_buy"))


def test_a_need_of_a_week_takes_none() -> None:
    """Nor does any customer wait."""
    assert measure(simulate(small_scenario(detail="sales", customers=900), 3), "time_to_buy") == 0.0
