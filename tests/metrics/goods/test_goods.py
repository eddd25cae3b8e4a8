"""Metrics of goods, on ledgers small enough to be worked out by hand."""

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import (
    ACME,
    BOLT,
    BULB,
    HOME_SOUTH,
    HUB,
    KIOSK,
    LAMP,
    NORTH,
    OFFICE_NORTH,
    SHOP,
    SOUTH,
    SPOT,
    STALL,
)


def sales() -> Ledger:
    """Three lamps and a spot at north, two lamps at the shop, one at the kiosk; bulbs elsewhere."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, [1, 2], NORTH, [2, 1], [9000, 8000])
    by_hand.sale(ledger, 2, NORTH, 1, 18000, product=SPOT, cell=OFFICE_NORTH)
    by_hand.sale(ledger, 2, SHOP, 2, 10000, cell=HOME_SOUTH)
    by_hand.sale(ledger, 3, KIOSK, 1, 9500, cell=HOME_SOUTH, substitute=1)
    by_hand.sale(ledger, 3, STALL, 10, 4000, product=BULB)
    return ledger


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("outlet", {"shop": 2, "north": 4, "south": 0, "kiosk": 1}),
        ("tier", {"web_store": 2, "retailer": 5}),
        ("week", {1: 2, 2: 4, 3: 1}),
        ("product", {"lamp": 6, "spot": 1}),
        ("region", {"north": 4, "south": 3}),
        ("segment", {"home": 6, "office": 1}),
        ("cell", {"home/north": 3, "home/south": 3, "office/north": 1, "office/south": 0}),
        ("maker", {"acme": 7, "bolt": 10}),
    ],
)
def test_units_sold(by: str, expected: dict[object, float]) -> None:
    """Seven of acme's, none at south, though it could have; rivals show by maker alone."""
    assert measure(sales(), "units_sold") == 7
    assert measure(sales(), "units_sold", by).to_dict() == expected


def test_units_are_units_of_the_product_not_steps() -> None:
    """Half kilos are counted as such, a price is a half kilo's; the window opens after the warm-up."""
    ledger = by_hand.blank(units={"quantity_step": 0.5, "money_step": 0.05}, warm_up=1)
    by_hand.sale(ledger, [1, 2], NORTH, [8, 3], 2000)
    assert measure(ledger, "units_sold") == 1.5
    assert measure(ledger, "revenue") == pytest.approx(300.0)


def test_revenue() -> None:
    """2·90 + 80 + 180 + 2·100 + 95; and what the stall took, by maker."""
    assert measure(sales(), "revenue") == pytest.approx(735.0)
    assert measure(sales(), "revenue", "outlet").to_dict() == pytest.approx(
        {"shop": 200.0, "north": 440.0, "south": 0.0, "kiosk": 95.0}
    )
    assert measure(sales(), "revenue", "maker").to_dict() == pytest.approx({"acme": 735.0, "bolt": 400.0})


def test_average_price() -> None:
    """735 paid for six lamps listed at 100 and a spot at 200."""
    assert measure(sales(), "average_price") == pytest.approx(735 / 800)
    assert measure(sales(), "average_price", "product").to_dict() == pytest.approx(
        {"lamp": 555 / 600, "spot": 0.9}
    )


def test_fill_rate() -> None:
    """Six of acme's went to whom they were the first choice; two were missed."""
    ledger = sales()
    ledger.record(
        "lost_sale", week=3, outlet=[NORTH, SOUTH, STALL], product=[0, 0, BULB], cell=0, units=[1, 1, 5],
        response=["substituted", "left", "left"], customer=-1,
    )  # fmt: skip
    assert measure(ledger, "fill_rate") == pytest.approx(6 / 8)
    outlets = measure(ledger, "fill_rate", "outlet")
    assert outlets.to_dict() == pytest.approx({"shop": 1.0, "north": 4 / 5, "south": 0.0})
    assert measure(ledger, "fill_rate", "week").to_dict() == pytest.approx({1: 1.0, 2: 1.0, 3: 0.0})


def published() -> Ledger:
    """Return the textbook's shop: opening 120, received 300, sold 260 over four weeks."""
    ledger = by_hand.blank()
    ledger.record("opening", week=0, member=NORTH, product=0, units=120)
    by_hand.shipment(ledger, [1, 2, 3], ACME, NORTH, 100, arrives=[2, 3, 4])
    by_hand.shipment(ledger, 4, ACME, NORTH, 77, arrives=5)
    by_hand.sale(ledger, [1, 2, 3, 4], NORTH, [50, 70, 60, 80])
    by_hand.stock(ledger, [1, 2, 3, 4], NORTH, [70, 100, 140, 160])
    return ledger


def test_published_sell_through() -> None:
    """A .8667, B .6190, and 2.46 weeks of supply at 65 a week; what is under way does not count."""
    ledger = published()
    assert measure(ledger, "sell_through_a") == pytest.approx(0.8667, abs=5e-5)
    assert measure(ledger, "sell_through_b") == pytest.approx(0.6190, abs=5e-5)
    assert measure(ledger, "weeks_of_supply") == pytest.approx(2.46, abs=5e-3)


def test_sell_through_by_week() -> None:
    """Sold and received in the week, on hand at its end; of nothing received, what is sold is infinite."""
    ledger = published()
    a = measure(ledger, "sell_through_a", "week")
    assert np.isposinf(a[1])
    assert a[[2, 3, 4]].tolist() == pytest.approx([0.7, 0.6, 0.8])
    b = measure(ledger, "sell_through_b", "week")
    assert b.tolist() == pytest.approx([50 / 120, 70 / 170, 60 / 200, 80 / 240])
    supply = measure(ledger, "weeks_of_supply", "week")
    assert supply.tolist() == pytest.approx([70 / 50, 100 / 70, 140 / 60, 160 / 80])


def two_tiers() -> Ledger:
    """Let the hub take in 100 and ship on 60; south passes 5 of 40 to the kiosk, and sells 20."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, [HUB, SHOP], [100, 30], arrives=1)
    by_hand.shipment(ledger, 2, HUB, [SOUTH, KIOSK], [40, 20], arrives=2)
    by_hand.shipment(ledger, 2, SOUTH, KIOSK, 5, arrives=2)
    by_hand.shipment(ledger, 2, BOLT, STALL, 500, product=BULB, arrives=2)
    by_hand.sale(ledger, 3, [SOUTH, KIOSK, SHOP], [20, 10, 15])
    by_hand.sale(ledger, 3, STALL, 100, product=BULB)
    by_hand.stock(ledger, 3, [HUB, SOUTH, KIOSK, SHOP, ACME], [40, 15, 15, 15, 1000])
    return ledger


def test_sell_in() -> None:
    """100 into the hub; acme's own shop is not the trade, and by tier the retailers' 60 show too."""
    ledger = two_tiers()
    assert measure(ledger, "sell_in") == 100
    assert measure(ledger, "sell_in", "tier").to_dict() == {"wholesaler": 100, "retailer": 60}
    assert measure(ledger, "sell_in", "member").to_dict() == {
        "hub": 100,
        "north": 0,
        "south": 40,
        "kiosk": 20,
    }
    assert measure(ledger, "sell_in", "outlet").to_dict() == {"north": 0, "south": 40, "kiosk": 20}
    assert measure(ledger, "sell_in", "week").to_dict() == {1: 100, 2: 0, 3: 0}


def test_sell_in_is_what_arrived() -> None:
    """What is still under way has not been received."""
    assert measure(published(), "sell_in", "week").to_dict() == {1: 0, 2: 100, 3: 100, 4: 100}


def test_sell_through_by_tier() -> None:
    """What a hub ships on is sold; what moves among retailers is neither sold nor received."""
    ledger = two_tiers()
    assert measure(ledger, "sell_through_a", "tier").to_dict() == pytest.approx(
        {"wholesaler": 0.6, "retailer": 30 / 60, "web_store": 0.5}
    )
    assert measure(ledger, "sell_through_b", "tier").to_dict() == pytest.approx(
        {"wholesaler": 0.6, "retailer": 30 / 60, "web_store": 0.5}
    )
    assert measure(ledger, "weeks_of_supply", "tier").to_dict() == pytest.approx(
        {"wholesaler": 40 * 3 / 60, "retailer": 30 * 3 / 30, "web_store": 3.0}
    )


def test_sell_through_by_outlet_and_of_all() -> None:
    """South sold 20 and passed on 5; of all outlets together, 45 of 90."""
    ledger = two_tiers()
    assert measure(ledger, "sell_through_a", "outlet").to_dict() == pytest.approx(
        {"shop": 0.5, "south": 25 / 40, "kiosk": 10 / 25}
    )
    assert measure(ledger, "sell_through_b", "outlet").to_dict() == pytest.approx(
        {"shop": 0.5, "south": 25 / 40, "kiosk": 10 / 25}
    )
    assert measure(ledger, "sell_through_a") == pytest.approx(45 / 90)
    assert measure(ledger, "sell_through_b") == pytest.approx(45 / 90)
    assert measure(ledger, "sell_through_a", "product").to_dict() == pytest.approx({"lamp": 0.5})


def test_stuffing_shows() -> None:
    """Twice the sell-in at the same demand: A halves, B falls, stock holds the difference."""
    ledgers = []
    for units in (100, 200):
        ledger = by_hand.blank()
        by_hand.shipment(ledger, 1, ACME, NORTH, units, arrives=1)
        by_hand.sale(ledger, 2, NORTH, 80)
        by_hand.stock(ledger, 2, NORTH, units - 80)
        ledgers.append(ledger)
    lean, stuffed = ledgers
    assert measure(stuffed, "sell_through_a") == pytest.approx(measure(lean, "sell_through_a") / 2)
    assert measure(stuffed, "sell_through_b") < measure(lean, "sell_through_b")
    gap = measure(stuffed, "sell_in") - measure(stuffed, "units_sold")
    assert gap == stuffed.columns("stock")["units"].sum()


def postings() -> Ledger:
    """North has lamps in both weeks, south in the first, the shop spots in the second; the stall bulbs."""
    ledger = by_hand.blank()
    by_hand.posting(ledger, [1, 2], NORTH, 10000)
    by_hand.posting(ledger, [1, 2], SOUTH, 10000, units=[3, 0])
    by_hand.posting(ledger, [1, 2], SHOP, 20000, units=[0, 2], product=SPOT)
    by_hand.posting(ledger, [1, 2], STALL, 5000, product=BULB)
    by_hand.posting(ledger, 2, NORTH, 20000, product=SPOT)
    return ledger


def test_numeric_distribution() -> None:
    """Two of four outlets in each week; the stall is an outlet, though it has nothing of acme's."""
    ledger = postings()
    assert measure(ledger, "numeric_distribution") == pytest.approx(0.5)
    assert measure(ledger, "numeric_distribution", "week").to_dict() == {1: 0.5, 2: 0.5}
    products = measure(ledger, "numeric_distribution", "product")
    assert products.to_dict() == pytest.approx({"lamp": 3 / 8, "spot": 2 / 8})
    tiers = measure(ledger, "numeric_distribution", "tier")
    assert tiers.to_dict() == pytest.approx({"web_store": 1 / 2, "retailer": 3 / 6})


def test_coverage() -> None:
    """60 % live in the north (north reaches half), 40 % in the south (a quarter); the shop half of all."""
    ledger = postings()
    week_1 = {"north": 0.5, "south": 0.25}
    week_2 = {"north": 1 - 0.5 * 0.5, "south": 0.5}
    weeks = [0.6 * each["north"] + 0.4 * each["south"] for each in (week_1, week_2)]
    assert measure(ledger, "coverage", "week").tolist() == pytest.approx(weeks)
    assert measure(ledger, "coverage") == pytest.approx(sum(weeks) / 2)
    regions = measure(ledger, "coverage", "region").to_dict()
    assert regions == pytest.approx({name: (week_1[name] + week_2[name]) / 2 for name in week_1})
    lamp, spot = 0.5 * (0.6 * 0.5 + 0.4 * 0.25 + 0.6 * 0.5), 0.5 * (0.6 * 0.75 + 0.4 * 0.5)
    assert measure(ledger, "coverage", "product").to_dict() == pytest.approx({"lamp": lamp, "spot": spot})


def test_coverage_counts_weeks_without_stock() -> None:
    """A week in which nobody has any is a week in which nobody is reached."""
    ledger = postings()
    by_hand.posting(ledger, [3, 4], NORTH, 10000, units=0)
    assert measure(ledger, "coverage") == pytest.approx(measure(postings(), "coverage") / 2)
    assert measure(ledger, "numeric_distribution") == pytest.approx(0.25)


def test_buy_box_share() -> None:
    """Of the five weeks in which the kiosk had lamps or spots on the hub, three in the box."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.posting(ledger, [1, 2, 3, 4, 5], KIOSK, 9000, units=[3, 3, 2, 0, 1])
    by_hand.posting(ledger, [2, 3], KIOSK, 18000, product=SPOT)
    by_hand.posting(ledger, [2, 3, 4], NORTH, 9000)
    for week, product in ((1, LAMP), (2, LAMP), (2, SPOT), (5, LAMP)):
        ledger.record("buy_box", week=week, outlet=KIOSK, platform=HUB, product=product, offers=2)
    assert measure(ledger, "buy_box_share") == 3 / 5
    assert measure(ledger, "buy_box_share", "product").to_dict() == {"lamp": 2 / 3, "spot": 1 / 2}
    assert measure(ledger, "buy_box_share", "outlet").to_dict() == {"kiosk": 3 / 5}
    weeks = measure(ledger, "buy_box_share", "week")
    assert weeks.to_dict() == pytest.approx({2: 1.0, 3: 0.0, 4: np.nan, 5: 1.0}, nan_ok=True)


def test_outlets_open() -> None:
    """North asks for lamps and spots in two of three weeks, the kiosk for lamps in all."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.posting(ledger, [1, 2, 3, 4], KIOSK, 9000, units=[0, 3, 0, 2])
    by_hand.posting(ledger, [2, 3], NORTH, 9000)
    by_hand.posting(ledger, [2, 3], NORTH, 18000, product=SPOT)
    by_hand.posting(ledger, [2, 3], SHOP, 9000)
    by_hand.posting(ledger, [2, 3, 4], STALL, 4000, product=BULB)
    assert measure(ledger, "outlets_open") == pytest.approx(7 / 3)
    assert measure(ledger, "outlets_open", "week").to_dict() == {2: 3, 3: 3, 4: 1}
    assert measure(ledger, "outlets_open", "tier").to_dict() == pytest.approx(
        {"retailer": 5 / 3, "web_store": 2 / 3}
    )
    assert measure(ledger, "outlets_open", "product").to_dict() == pytest.approx(
        {"lamp": 7 / 3, "spot": 2 / 3}
    )


@pytest.mark.parametrize(
    ("metric", "kind"), [("outlets_entered", "admission"), ("outlets_exited", "departure")]
)
def test_entries_and_exits(metric: str, kind: str) -> None:
    """Those after the warm-up, by why, when and who."""
    ledger = by_hand.blank(warm_up=1)
    for week, member, reason in (
        (1, SHOP, "closed"),
        (2, NORTH, "event"),
        (2, HUB, "closed"),
        (4, KIOSK, "event"),
    ):
        ledger.record(kind, week=week, member=member, reason=reason)
    assert measure(ledger, metric) == 3
    assert measure(ledger, metric, "reason").to_dict() == {"closed": 1, "event": 2}
    assert measure(ledger, metric, "week").to_dict() == {2: 2, 3: 0, 4: 1}
    tiers, members = (measure(ledger, metric, by).to_dict() for by in ("tier", "member"))
    assert tiers == {"manufacturer": 0, "web_store": 0, "wholesaler": 1, "retailer": 2}
    assert members == {
        **dict.fromkeys(by_hand.blank().header.parties[1:], 0),
        "hub": 1,
        "north": 1,
        "kiosk": 1,
    }
