"""Departures: whoever leaves takes nothing along, and nobody waits for it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.market.market import Market
from simulator.market.phases.intervene import intervene
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.small import small_scenario

LEAD, LEAVES, WEEKS, LIST, MARGIN = 3, 3, 9, 100.0, 0.3
GONE, STAYS = "acme dealer north 1", "acme dealer north 2"


def dealers(buy_back: float, **changes: Any) -> Scenario:
    """Return two dealers who order more at once than the maker has; one leaves with goods under way."""
    return small_scenario(
        **{
            "weeks": WEEKS,
            "customers": 400,
            "regions": {"north": {"share": 1.0}},
            "manufacturers": {
                "acme": {"opening_stock": 25, "production_weeks": 5},
                "rival": {},
            },
            "response": {"initial_adstock": 10.0},
            "distribution": {
                "model": "authorized_dealers",
                "dealers_per_region": 2,
                "margin": MARGIN,
                "lead_time_weeks": LEAD,
                "buy_back": buy_back,
                "opening_stock": 12,
                "ordering": {"policy": "base_stock", "level": 40.0},
            },
            "campaigns": [],
            "events": [{"week": LEAVES, "depart": GONE}],
            **changes,
        }
    )


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return entries with names as plain words."""
    entries = ledger.table(kind, steps=True)
    return entries.astype({name: str for name in entries if entries[name].dtype == "category"})


def before_it_leaves(scenario: Scenario, seed: int) -> Market:
    """Return a market at the start of the week of the departure, before anything has happened in it."""
    market = opened(scenario, seed)
    for _ in range(LEAVES - 1):
        market.step()
    market.week += 1
    return market


def waiting(market: Market, buyer: str) -> int:
    """Return what a buyer has ordered and nobody has shipped."""
    return sum(o.units for orders in market.pipeline.orders.values() for o in orders if o.buyer == buyer)


def under_way(market: Market, buyer: str) -> int:
    """Return what was shipped to a buyer and is not there yet."""
    return sum(c.units for due in market.pipeline.arrivals.values() for c in due if c.buyer == buyer)


@pytest.mark.parametrize("share", [0.0, None])
def test_goods_are_sold_back_if_the_contract_says_so_else_scrapped(share: float | None) -> None:
    """What is on hand goes back at contract price × buy-back and is the maker's; at 0 it is scrapped."""
    buy_back = float(DRAW.uniform(0.1, 1.0)) if share is None else share
    market = before_it_leaves(dealers(buy_back), int(DRAW.integers(1000)))
    maker, leaver = market.members["acme"].stock, market.members[GONE].stock
    had, made = leaver.on_hand["lamp"], maker.on_hand["lamp"]
    balances = market.payments.balance[GONE], market.payments.balance["acme"]

    assert had > 0

    intervene(market)
    price = round(LIST * (1 - MARGIN) * buy_back * 100)

    assert leaver.on_hand["lamp"] == 0
    assert maker.on_hand["lamp"] == made + (had if buy_back else 0)
    assert market.payments.balance[GONE] == balances[0] + price * had
    assert market.payments.balance["acme"] == balances[1] - price * had


@pytest.mark.parametrize("share", [0.0, None])
def test_what_arrives_for_the_departed_is_disposed_of_in_its_week(share: float | None) -> None:
    """Each later shipment is sold back, or scrapped, in the week it arrives, unit by unit."""
    buy_back = float(DRAW.uniform(0.1, 1.0)) if share is None else share
    scenario, seed = dealers(buy_back), int(DRAW.integers(1000))
    ledger = simulate(scenario, seed)
    shipped = table(ledger, "shipment")
    late = shipped[(shipped["buyer"] == GONE) & (shipped["arrives"] > LEAVES)]
    market = before_it_leaves(scenario, seed)
    expected = late.groupby("arrives")["units"].sum().to_dict()
    expected[LEAVES] = market.members[GONE].stock.on_hand["lamp"]
    gone, other = ("sell_back", "scrap") if buy_back else ("scrap", "sell_back")
    disposed, price = table(ledger, gone), round(LIST * (1 - MARGIN) * buy_back * 100)

    assert len(late)
    assert disposed[disposed["member"] == GONE].groupby("week")["units"].sum().to_dict() == expected
    assert ledger.count(other) == 0
    paid = table(ledger, "payment")
    back = paid[paid["reason"] == "buy_back"]

    assert set(zip(back["payer"], back["payee"], strict=True)) == ({("acme", GONE)} if buy_back else set())
    assert back.groupby("week")["amount"].sum().to_dict() == (
        {week: units * price for week, units in expected.items()} if buy_back else {}
    )


def test_the_departed_posts_sells_orders_and_keeps_nothing() -> None:
    """From the week of the departure on: no posting, sale, order, shipment, stock entry or payment by it."""
    many = 2000  # so that who stays sells something whatever is drawn
    ledger = simulate(dealers(float(DRAW.uniform(0.1, 1.0)), customers=many), int(DRAW.integers(1000)))
    for kind, column in (
        ("posting", "outlet"),
        ("sale", "outlet"),
        ("lost_sale", "outlet"),
        ("order", "buyer"),
        ("shipment", "buyer"),
        ("stock", "member"),
        ("payment", "payer"),
    ):
        entries = table(ledger, kind)

        assert not ((entries[column] == GONE) & (entries["week"] >= LEAVES)).any(), kind
        assert ((entries[column] == STAYS) & (entries["week"] >= LEAVES)).any() or kind in {
            "lost_sale",
            "shipment",
        }
    left = table(ledger, "departure")

    assert left[["week", "member", "reason"]].to_numpy().tolist() == [[LEAVES, GONE, "event"]]


def test_nobody_sees_the_price_of_the_departed() -> None:
    """From its departure on it carries nothing, and the dealer beside it has no rival in sight."""
    market = before_it_leaves(dealers(0.5), int(DRAW.integers(1000)))
    gone, stays = market.outlet_number[GONE], market.outlet_number[STAYS]
    lamp = market.product_number["lamp"]

    assert market.offer_table.lowest_rivals()[stays, lamp] == market.offer_table.price[gone, lamp] > 0

    intervene(market)

    assert not market.offer_table.carried[gone].any()
    assert market.offer_table.lowest_rivals()[stays, lamp] == np.inf


def test_open_orders_of_the_departed_are_cancelled() -> None:
    """Its orders leave the maker's book and what it is owed; it still expects what is under way, no more."""
    scenario, seed = dealers(0.5), int(DRAW.integers(1000))
    market = before_it_leaves(scenario, seed)
    maker, leaver = market.members["acme"].stock, market.members[GONE].stock
    open_units, owed, expected = waiting(market, GONE), maker.owed["lamp"], leaver.on_order["lamp"]

    assert open_units > 0
    assert expected == open_units + under_way(market, GONE)
    assert under_way(market, GONE) > 0

    intervene(market)

    assert waiting(market, GONE) == 0
    assert waiting(market, STAYS) > 0
    assert maker.owed["lamp"] == owed - open_units == waiting(market, STAYS)
    assert leaver.on_order["lamp"] == under_way(market, GONE)

    cancelled = table(simulate(scenario, seed), "cancellation")

    assert set(cancelled["week"]) == {LEAVES}
    assert set(zip(cancelled["buyer"], cancelled["supplier"], strict=True)) == {(GONE, "acme")}
    assert cancelled["units"].sum() == open_units


def test_buyers_of_a_departing_wholesaler_lose_their_orders() -> None:
    """They await only what it had shipped, with an entry for each order lost, and order from nobody."""
    wholesaler = "acme wholesaler 1"
    way = {
        "model": "open_resale",
        "wholesalers": 1,
        "resellers": 2,
        "marketplace_sellers": 1,
        "lead_time_weeks": 3,
        "delivery_weeks": 3,
        "opening_stock": 5,
        "wholesale_stock": 20,
        "ordering": {"policy": "base_stock", "level": 30.0},
    }
    scenario = dealers(0.0, distribution=way, events=[{"week": LEAVES, "depart": wholesaler}])
    seed = int(DRAW.integers(1000))
    market = before_it_leaves(scenario, seed)
    buyers = [c.buyer for c in market.header.contracts if c.supplier == wholesaler]
    lost = {buyer: waiting(market, buyer) for buyer in buyers}
    held = market.members[wholesaler].stock.on_hand["lamp"]
    own = waiting(market, wholesaler)

    assert len(buyers) == 3
    assert min(lost.values()) > 0
    assert sum(under_way(market, buyer) for buyer in buyers) > 0

    intervene(market)
    for buyer in buyers:
        assert waiting(market, buyer) == 0
        assert market.members[buyer].stock.on_order["lamp"] == under_way(market, buyer)
    assert market.members[wholesaler].stock.owed["lamp"] == 0
    assert waiting(market, wholesaler) == 0

    ledger = simulate(scenario, seed)
    cancelled, orders = table(ledger, "cancellation"), table(ledger, "order")
    by_buyer = cancelled.groupby("buyer")["units"].sum().to_dict()
    scrapped = table(ledger, "scrap")

    assert {b: u for b, u in by_buyer.items() if b != wholesaler} == lost
    assert by_buyer.get(wholesaler, 0) == own
    assert not (orders["buyer"].isin(buyers) & (orders["week"] >= LEAVES)).any()
    assert scrapped[scrapped["week"] == LEAVES]["units"].sum() == held


def test_wages_end_with_the_departure() -> None:
    """A sales team costs reps × hours × wage in each week that it is there, and nothing afterwards."""
    reps, hours, wage = int(DRAW.integers(1, 5)), float(DRAW.integers(5, 40)), float(DRAW.integers(20, 80))
    team = {"model": "direct_assisted", "reps": reps, "hours_per_week": hours, "wage": wage}
    leaver = "acme sales_team north"
    ledger = simulate(
        dealers(0.0, distribution=team, events=[{"week": LEAVES, "depart": leaver}]),
        int(DRAW.integers(1000)),
    )
    paid = table(ledger, "payment")
    running = paid[(paid["reason"] == "running") & (paid["payer"] == leaver)]
    expected = {week: round(reps * hours * wage * 100) for week in range(1, LEAVES)}

    assert running.set_index("week")["amount"].to_dict() == expected
