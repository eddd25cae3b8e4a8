"""Metrics of supply, on ledgers worked out by hand and by the identities that they must keep."""

from statistics import variance

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HUB, KIOSK, LAMP, NORTH, OUTSIDE, SHOP, SOUTH, SPOT
from tests.worlds.small import small_scenario

WEEKS = list(range(1, 9))


def line_of(orders: int) -> tuple[Ledger, list[int], list[int], list[int]]:
    """Return a ledger in which south sells, orders of the hub and the hub of acme, and the three rows."""
    ledger = by_hand.blank()
    sold, asked, bought = (DRAW.integers(1, 30, 8).tolist() for _ in range(3))
    by_hand.sale(ledger, WEEKS, SOUTH, sold)
    by_hand.order(ledger, WEEKS, HUB, SOUTH, asked)
    by_hand.order(ledger, WEEKS, ACME, HUB, bought)
    ledger.record("production", week=WEEKS, member=ACME, product=LAMP, units=orders, arrives=9)
    return ledger, sold, asked, bought


def test_bullwhip_is_the_ratio_of_sample_variances() -> None:
    """Tier by tier against what it was asked for; of the line, the product of its tiers; made evenly: 0."""
    ledger, sold, asked, bought = line_of(7)
    tiers = measure(ledger, "bullwhip", "tier")

    assert tiers.to_dict() == pytest.approx(
        {
            "retailer": variance(asked) / variance(sold),
            "wholesaler": variance(bought) / variance(asked),
            "manufacturer": 0.0,
        }
    )
    assert measure(ledger, "bullwhip") == pytest.approx(tiers["retailer"] * tiers["wholesaler"])
    assert measure(ledger, "bullwhip", "member")["hub"] == pytest.approx(tiers["wholesaler"])
    assert measure(ledger, "order_variance") == pytest.approx(variance(bought))
    assert measure(ledger, "order_variance", "tier")["retailer"] == pytest.approx(variance(asked))


def test_a_week_without_orders_is_a_week() -> None:
    """Ordering four weeks' demand every fourth week varies, though every order is the same."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, WEEKS, NORTH, [4, 6, 4, 6, 4, 6, 4, 6])
    by_hand.order(ledger, [4, 8], ACME, NORTH, 20)

    assert measure(ledger, "bullwhip") == pytest.approx(variance([0, 0, 0, 20] * 2) / variance([4, 6] * 4))


def test_orders_inside_a_tier_and_customers_asked_twice() -> None:
    """South's orders of the kiosk stay inside; who wanted one thing and bought another asked once in all."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, WEEKS, SOUTH, (sold := DRAW.integers(1, 9, 8)).tolist())
    by_hand.lost(ledger, WEEKS, KIOSK, (turned := DRAW.integers(1, 9, 8)).tolist(), response="substituted")
    by_hand.lost(ledger, WEEKS, KIOSK, (gone := DRAW.integers(1, 9, 8)).tolist())
    by_hand.order(ledger, WEEKS, KIOSK, SOUTH, DRAW.integers(50, 90, 8).tolist())
    by_hand.order(ledger, WEEKS, HUB, SOUTH, (asked := DRAW.integers(1, 9, 8)).tolist())

    assert measure(ledger, "bullwhip", "tier")["retailer"] == pytest.approx(
        variance(asked.tolist()) / variance((sold + gone).tolist())
    )
    alone = measure(ledger, "bullwhip", "outlet")
    assert alone["south"] > 1
    asked_of_kiosk = measure(ledger, "order_variance", "member")
    assert asked_of_kiosk["kiosk"] == 0
    assert variance((turned + gone).tolist()) > 0


def test_bullwhip_of_even_demand_is_infinite_or_not_defined() -> None:
    """Infinite where orders vary all the same, not defined where they do not, nor for one week."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, WEEKS, NORTH, 5)
    by_hand.order(ledger, WEEKS, ACME, NORTH, list(WEEKS))

    assert np.isposinf(measure(ledger, "bullwhip"))
    even = by_hand.blank(units={"quantity_step": 0.1})
    by_hand.sale(even, WEEKS, NORTH, 5)
    by_hand.order(even, WEEKS, ACME, NORTH, 3)
    assert np.isnan(measure(even, "bullwhip"))  # a mean of 0.3 rounded is no variance
    short = by_hand.blank(weeks=1)
    by_hand.sale(short, 1, NORTH, 5)
    assert np.isnan(measure(short, "bullwhip"))
    assert np.isnan(measure(short, "order_variance"))


def three_tiers(ordering: object = "chase_demand", stock: int = 300, **changes: object) -> Scenario:
    """Return manufacturer, wholesaler and retailers in a line, with a demand that varies."""
    way = {
        "model": "chain", "wholesalers": 1, "reach": 1.0, "opening_stock": stock // 5,
        "wholesale_stock": stock, "ordering": ordering, "lead_time_weeks": 1,
    }  # fmt: skip
    makers = {"acme": {"opening_stock": 900, "ordering": "chase_demand"}, "rival": {}}
    return small_scenario(
        distribution=way, manufacturers=makers, customers=900, weeks=30, competition=[], events=[], **changes
    )


def test_orders_that_repeat_demand_do_not_amplify_it() -> None:
    """On the simulator's own agents, chasing demand is a ratio of 1 in every tier, and of the whole line."""
    ledger = simulate(three_tiers(), int(DRAW.integers(1000)))

    assert measure(ledger, "bullwhip", "tier").tolist() == pytest.approx([1.0, 1.0, 1.0])
    assert measure(ledger, "bullwhip") == pytest.approx(1.0)


def test_ratios_of_a_line_multiply() -> None:
    """From customers to the factory gate it is the product over the tiers."""
    scenario = three_tiers(ordering={"policy": "order_up_to", "window": 3}, stock=50)
    ledger = simulate(scenario, int(DRAW.integers(1000)))
    tiers = measure(ledger, "bullwhip", "tier")

    assert measure(ledger, "bullwhip") == pytest.approx(tiers["retailer"] * tiers["wholesaler"])
    assert tiers["retailer"] > 0


def test_turns_and_weeks_on_hand() -> None:
    """A unit that costs twice as much counts twice; 52 / turns is weeks on hand (Little)."""
    ledger = by_hand.blank()
    sold, left = DRAW.integers(1, 30, 4), DRAW.integers(1, 30, 4)
    by_hand.sale(ledger, [1, 2, 3, 4], NORTH, sold.tolist())
    by_hand.stock(ledger, [1, 2, 3, 4], NORTH, left.tolist())
    lamps = 52 * sold.sum() / left.sum()
    assert measure(ledger, "inventory_turns") == pytest.approx(lamps)
    assert measure(ledger, "inventory_turns", "week")[2] == pytest.approx(52 * sold[1] / left[1])
    by_hand.sale(ledger, 4, NORTH, 6, product=SPOT)
    by_hand.stock(ledger, 4, NORTH, 10, product=SPOT)

    assert measure(ledger, "inventory_turns") == pytest.approx(
        52 * (40 * sold.sum() + 80 * 6) / (40 * left.sum() + 80 * 10)
    )
    assert measure(ledger, "inventory_turns", "product").to_dict() == pytest.approx(
        {"lamp": lamps, "spot": 52 * 0.6}
    )


def test_gmroi_counts_goods_at_what_they_cost() -> None:
    """60 bought at 70 beside 10 it opened with at 70; 50 sold at 100, 20 left: a margin of 1500."""
    ledger = by_hand.blank()
    ledger.record("opening", week=0, member=NORTH, product=LAMP, units=10)
    by_hand.shipment(ledger, 1, ACME, NORTH, 60)
    by_hand.sale(ledger, [2, 3], NORTH, 25)
    by_hand.stock(ledger, [1, 2, 3, 4], NORTH, [10, 45, 20, 20])
    mean_stock = 70 * (10 + 45 + 20 + 20) / 4

    assert measure(ledger, "gmroi") == pytest.approx(13 * 1500 / mean_stock)
    assert measure(ledger, "gmroi", "member")["north"] == pytest.approx(13 * 1500 / mean_stock)
    assert measure(ledger, "gmroi", "product")["lamp"] == pytest.approx(13 * 1500 / mean_stock)
    assert measure(ledger, "gross_margin") == pytest.approx(1500 / (50 * 100))
    assert measure(ledger, "gross_margin", "member")["north"] == pytest.approx(1500 / (50 * 100))


def test_gmroi_starts_from_what_was_held_when_the_warm_up_ended() -> None:
    """45 at 70 held after two weeks, 25 sold at 100, 20 left: a margin of 2500 − 25 × 70 in two weeks."""
    ledger = by_hand.blank(warm_up=2)
    by_hand.shipment(ledger, 1, ACME, NORTH, 60, arrives=2)
    by_hand.sale(ledger, [2, 3], NORTH, [15, 25])
    by_hand.stock(ledger, [2, 3, 4], NORTH, [45, 20, 20])

    assert measure(ledger, "gmroi") == pytest.approx(26 * (2500 - 25 * 70) / (70 * 20))


def test_gross_margin_is_over_what_was_not_sent_back() -> None:
    """Of 20 shipped at 75 the hub takes 4 back at 75: 16 are sold, bought at 60."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, HUB, 20, price=6000, arrives=1)
    by_hand.shipment(ledger, 1, HUB, SOUTH, 20, price=7500, arrives=1)
    ledger.record("sell_back", week=1, member=SOUTH, supplier=HUB, product=LAMP, units=4, price=7500)
    by_hand.stock(ledger, 1, [SOUTH, HUB], [16, 4], cost=[7500, 6000])

    assert measure(ledger, "gross_margin", "tier")["wholesaler"] == pytest.approx((75 - 60) / 75)


def test_what_spoils_is_paid_for_by_the_margin() -> None:
    """60 bought at 50, 50 sold at 100, 5 left and 5 scrapped: the scrapped are goods sold at nothing."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, NORTH, 60, price=5000)
    by_hand.sale(ledger, [2, 3], NORTH, 25)
    ledger.record("scrap", week=3, member=NORTH, product=LAMP, units=5, reason="obsolete")
    by_hand.stock(ledger, [2, 3], NORTH, [35, 5], cost=5000)

    assert measure(ledger, "gmroi") == pytest.approx((52 / 3) * (50 * 50 - 5 * 50) / ((35 + 5) * 50 / 3))


def test_what_moves_among_outlets_is_nobodys_margin() -> None:
    """The hub's margin shows by tier; south's on what it passes to the kiosk cancels among outlets."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, HUB, 20, price=6000, arrives=1)
    by_hand.shipment(ledger, 1, HUB, SOUTH, 20, price=7500, arrives=1)
    by_hand.shipment(ledger, 1, SOUTH, KIOSK, 5, price=9000, arrives=1)
    by_hand.sale(ledger, 1, [SOUTH, KIOSK], [10, 5])
    by_hand.stock(ledger, 1, [SOUTH, HUB], [5, 1], cost=[7500, 6000])

    assert measure(ledger, "gmroi") == pytest.approx(52 * (15 * 100 - 20 * 75 + 5 * 75) / (5 * 75))
    assert measure(ledger, "gmroi", "tier")["wholesaler"] == pytest.approx(52 * (20 * 75 - 20 * 60 + 60) / 60)
    assert measure(ledger, "gross_margin", "tier")["wholesaler"] == pytest.approx(
        (20 * 75 - 20 * 60 + 60) / (20 * 75)
    )


def test_gross_margin_is_contribution_before_costs() -> None:
    """In a market in which nobody pays but for goods, the margin of all members is what they earned."""
    scenario = three_tiers(switched_off=["storage"], campaigns=[])
    ledger = simulate(scenario, int(DRAW.integers(1000)))
    paid = ledger.table("payment", steps=True)
    other = paid[~paid["reason"].isin(["sale", "goods", "production", "buy_back"])]
    earned = measure(ledger, "contribution", "member")
    stock = ledger.table("stock", steps=True)
    stock = stock[stock["product"] == "lamp"]
    worth = (stock["units"] * stock["unit_cost"] / 100).groupby(stock["member"].astype(str)).sum()
    costs = (other["amount"] / 100).groupby(other["payer"].astype(str)).sum()
    gmroi = measure(ledger, "gmroi", "member")
    traders = [name for name in gmroi.index if name != "rival"]
    assert len(traders) == 4
    for name in traders:
        margin = gmroi[name] * worth[name] / 52

        assert margin == pytest.approx(earned[name] + costs.get(name, 0.0), rel=1e-3)


def test_ready_rate_counts_weeks_and_fill_rate_units() -> None:
    """One bad week in four is .75 ready, however many were missed in it; a shelf nobody offers is none."""
    ledger = by_hand.blank()
    by_hand.posting(ledger, [1, 2, 3, 4], NORTH, 10000)
    by_hand.posting(ledger, [1, 2], SOUTH, 10000)
    by_hand.sale(ledger, [1, 2, 3, 4], NORTH, 5)
    by_hand.lost(ledger, 3, NORTH, [90, 1], cell=[0, 1])
    by_hand.lost(ledger, 4, SOUTH, 9)

    assert measure(ledger, "ready_rate") == pytest.approx(5 / 6)
    assert measure(ledger, "ready_rate", "outlet").to_dict() == pytest.approx({"north": 0.75, "south": 1.0})
    assert measure(ledger, "ready_rate", "week")[3] == 0
    assert measure(ledger, "fill_rate", "outlet")["north"] == pytest.approx(20 / 111)


def test_delivery_time_is_first_ordered_first_shipped() -> None:
    """10 ordered in week 1, 6 in week 2; 12 shipped in week 3 arrive in week 5, the rest a week later."""
    ledger = by_hand.blank()
    by_hand.order(ledger, [1, 2], ACME, NORTH, [10, 6])
    by_hand.shipment(ledger, [3, 4], ACME, NORTH, [12, 4], arrives=[5, 6])
    by_hand.sale(ledger, 8, NORTH, 1)

    assert measure(ledger, "delivery_time") == pytest.approx((10 * 4 + 2 * 3 + 4 * 4) / 16)
    weeks = measure(ledger, "delivery_time", "week")
    assert weeks[5] == pytest.approx((10 * 4 + 2 * 3) / 12)
    assert weeks[6] == 4
    assert np.isnan(weeks[7])
    assert measure(ledger, "delivery_time", "tier").to_dict() == pytest.approx({"retailer": 62 / 16})


def test_what_was_cancelled_is_not_waited_for() -> None:
    """All that was open goes; what is ordered anew is waited for from then on."""
    ledger = by_hand.blank()
    by_hand.order(ledger, [1, 5], ACME, NORTH, [10, 3])
    ledger.record("cancellation", week=4, buyer=NORTH, supplier=ACME, product=LAMP, units=10)
    by_hand.shipment(ledger, 6, ACME, NORTH, 3, arrives=8)
    by_hand.sale(ledger, 8, NORTH, 1)

    assert measure(ledger, "delivery_time") == pytest.approx(3)


def test_littles_law_of_the_pipeline() -> None:
    """L = λ W: units on order, averaged over weeks, are units ordered a week × delivery time."""
    ledger = by_hand.blank(weeks=40)
    weeks, units = np.arange(1, 21), DRAW.integers(1, 30, 20)
    sent = np.maximum.accumulate(weeks + DRAW.integers(0, 5, 20))
    arrives = sent + DRAW.integers(0, 4, 20)
    by_hand.order(ledger, weeks, ACME, NORTH, units)
    by_hand.shipment(ledger, sent, ACME, NORTH, units, arrives=arrives)
    by_hand.sale(ledger, 40, NORTH, 1)
    on_order = [units[weeks <= t].sum() - units[arrives <= t].sum() for t in range(1, 41)]

    assert np.mean(on_order) == pytest.approx(units.sum() / 40 * measure(ledger, "delivery_time"))


def test_cost_to_serve() -> None:
    """Per unit sold, by outlet and by what for; by tier, the hub's storage per unit it ships on."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, [NORTH, SHOP], [8, 2])
    by_hand.shipment(ledger, 1, HUB, SOUTH, 5)
    by_hand.payment(ledger, 1, NORTH, OUTSIDE, 4000, reason="handling")
    by_hand.payment(ledger, 1, NORTH, HUB, 800, reason="commission")
    by_hand.payment(ledger, 1, SHOP, OUTSIDE, 600, reason="storage")
    by_hand.payment(ledger, 1, HUB, OUTSIDE, 250, reason="storage")
    by_hand.payment(ledger, 1, NORTH, ACME, 99900, reason="goods")
    by_hand.payment(ledger, 1, NORTH, OUTSIDE, 5000, reason="running")

    assert measure(ledger, "cost_to_serve") == pytest.approx(54.0 / 10)
    assert measure(ledger, "cost_to_serve", "outlet").to_dict() == pytest.approx({"shop": 3.0, "north": 6.0})
    reasons = measure(ledger, "cost_to_serve", "reason")
    assert reasons[reasons > 0].to_dict() == pytest.approx(
        {"handling": 4.0, "commission": 0.8, "storage": 0.6}
    )
    assert measure(ledger, "cost_to_serve", "tier").to_dict() == pytest.approx(
        {"web_store": 3.0, "wholesaler": 0.5, "retailer": 6.0}
    )


def test_why_it_was_not_there() -> None:
    """Six late, then four owed, then the rest; who has explained one customer does not explain another."""
    ledger = by_hand.blank()
    by_hand.order(ledger, 1, ACME, NORTH, 10)
    by_hand.shipment(ledger, 1, ACME, NORTH, 6, arrives=5)
    by_hand.lost(ledger, [2, 3], NORTH, [15, 2])
    why = measure(ledger, "stock_outs", "cause")

    assert why.to_dict() == {
        "no sales capacity": 0,
        "late delivery": 6,
        "supplier short": 4,
        "ordered too little": 7,
    }
    assert measure(ledger, "stock_outs") == 17
    by_hand.shipment(ledger, 4, ACME, NORTH, 4, arrives=5)
    by_hand.order(ledger, 5, ACME, NORTH, 3)
    by_hand.lost(ledger, [5, 6, 7], NORTH, [1, 1, 5])
    after = measure(ledger, "stock_outs", "cause")

    assert (after - why).to_dict() == {
        "no sales capacity": 0, "late delivery": 0, "supplier short": 3, "ordered too little": 4,
    }  # fmt: skip


def test_the_first_week_after_the_warm_up_and_the_last_are_counted() -> None:
    """Missed in the second, third and fourth week of four, of which the first is the warm-up."""
    ledger = by_hand.blank(warm_up=1)
    by_hand.lost(ledger, [1, 2, 3, 4], NORTH, [40, 5, 3, 2])

    assert measure(ledger, "stock_outs") == 10
    assert measure(ledger, "stock_outs", "week").tolist() == [5, 3, 2]


def test_both_to_blame_for_fewer_than_they_lack() -> None:
    """Three late and three owed, two missed: one each."""
    ledger = by_hand.blank()
    by_hand.order(ledger, 1, ACME, NORTH, 6)
    by_hand.shipment(ledger, 1, ACME, NORTH, 3, arrives=4)
    by_hand.lost(ledger, 2, NORTH, 2)

    assert measure(ledger, "stock_outs", "cause").tolist() == [0, 1, 1, 0]


def test_busy_hands_leave_goods_on_the_shelf() -> None:
    """A shop that closes three sales a week and has hundreds misses for want of hands alone."""
    way = {
        "model": "authorized_dealers", "dealers_per_region": 1, "reach": 1.0, "opening_stock": 500,
    }  # fmt: skip
    named = [
        {"name": f"busy {region}", "format": "dealer", "region": region, "weekly_capacity": 3}
        for region in ("north", "south")
    ]
    scenario = small_scenario(
        distribution=way, members=named, customers=2000, weeks=6, competition=[], campaigns=[],
        switched_off=["awareness"],
    )  # fmt: skip
    why = measure(simulate(scenario, int(DRAW.integers(1000))), "stock_outs", "cause")

    assert why["no sales capacity"] > 0
    assert why.sum() == why["no sales capacity"]
