"""Traffic and conversion: worked out by hand, and counted again from every offer that anybody saw."""

import math

import pytest

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, NORTH, SHOP
from tests.worlds.small import small_scenario


def test_of_those_that_saw_an_own_offer_some_bought_there() -> None:
    """What rivals sell or orders deliver is no conversion, what is ordered is; week 1 is warm-up."""
    ledger = by_hand.blank(weeks=3, warm_up=1)
    for week in (1, 2, 3):
        seen = {"outlet": [NORTH, SHOP], "customers": [50, 40], "own": [20, 40]}
        ledger.record("traffic", week=week, category=0, **seen)
    by_hand.sale(ledger, [1, 2, 3], NORTH, [9, 5, 3])
    by_hand.sale(ledger, 2, NORTH, 30, product=BULB)
    given = {"outlet": NORTH, "product": 0, "cell": 0}
    ledger.record("backorder", week=2, units=2, substitute=0, price=9000, customer=-1, **given)

    assert measure(ledger, "traffic") == 120
    assert measure(ledger, "traffic", "outlet").to_dict() == {"shop": 80, "north": 40, "south": 0, "kiosk": 0}
    assert measure(ledger, "conversion", "outlet")[["north", "shop"]].to_list() == [10 / 40, 0.0]
    assert math.isnan(measure(ledger, "conversion", "outlet")["south"])
    assert measure(ledger, "conversion") == 10 / 120


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_traffic_is_of_those_that_had_an_offer_before_them(crowd: str) -> None:
    """Customer by customer, in stock or not, each outlet once however much it carries."""
    ledger = simulate(small_scenario(crowd=crowd, detail="journeys", customers=1500), 5)
    seen = ledger.table("choice")
    seen = seen[seen["outlet"].notna() & (seen["outlet"].astype(str) != "")]
    at = ["week", "customer", "outlet"]
    own = seen[seen["product"].astype(str) == "lamp"].drop_duplicates(at)

    assert measure(ledger, "traffic") == len(own) > 20
    assert ledger.table("traffic")["customers"].sum() == len(seen.drop_duplicates(at))
