"""Goods and money: nothing appears, nothing disappears, every week, whatever happens."""

import numpy as np
import pandas as pd
import pytest

from experiments.validation._movements import moved
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.goods_balance import goods_balance
from simulator.ledger.queries.rows import all_rows
from tests.worlds.pool import World

WITH_CUSTOMERS = {"sale": 1, "return": -1, "claim": -1, "repair": 1}
"""Kinds of entry by which units come to customers, or leave them."""
HELD = ("stock", "in_inspection", "in_repair")
"""Kinds of entry that say what is there at a week's end."""


def test_every_shelf_balances_every_week(world: World) -> None:
    """Opening + in − out = what the stock entries say, per member, product and week; never below zero."""
    scenario, ledger = world.scenario, world.ledger
    moves = moved(ledger)
    stock = pd.DataFrame({k: ledger.columns("stock")[k] for k in ("week", "member", "product", "units")})
    for week in range(1, scenario.weeks + 1):
        expected = moves[moves["week"] <= week].groupby(["member", "product"])["units"].sum()
        counted = stock[stock["week"] == week].set_index(["member", "product"])["units"]

        assert expected[expected != 0].sort_index().to_dict() == counted.sort_index().to_dict()
        assert (counted > 0).all()


def test_every_unit_is_somewhere(world: World) -> None:
    """Opening + made = on hand, in inspection or repair, under way, with customers, used up or scrapped."""
    scenario, ledger = world.scenario, world.ledger
    kinds = ("opening", "production", "shipment", "consumption", "scrap", *WITH_CUSTOMERS, *HELD)
    tables = {kind: pd.DataFrame(ledger.columns(kind)) for kind in kinds}
    for week in range(1, scenario.weeks + 1):
        until = {kind: table[table["week"] <= week] for kind, table in tables.items()}
        for product in range(len(scenario.products)):
            of = {kind: table[table["product"] == product] for kind, table in until.items()}
            under_way = sum(
                int(of[k].loc[of[k]["arrives"] > week, "units"].sum()) for k in ("production", "shipment")
            )
            held = sum(of[kind].loc[of[kind]["week"] == week, "units"].sum() for kind in HELD)

            assert of["opening"]["units"].sum() + of["production"]["units"].sum() == (
                held
                + under_way
                + sum(of[kind]["units"].sum() for kind in ("consumption", "scrap"))
                + sum(sign * of[kind]["units"].sum() for kind, sign in WITH_CUSTOMERS.items())
            )


def test_what_is_repaired_had_failed(world: World) -> None:
    """Claimed − come back = in repair, per repairer and product, every week; no more fails than was sold."""
    ledger = world.ledger
    kinds = ("sale", "return", "claim", "repair", "in_repair")
    told = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in kinds}
    of = ["repairer", "product"]
    for week in range(1, world.scenario.weeks + 1):
        came, gone = (
            told[kind][told[kind]["week"] <= week].groupby(of)["units"].sum() for kind in ("claim", "repair")
        )
        held = came.sub(gone, fill_value=0)
        counted = told["in_repair"][told["in_repair"]["week"] == week].set_index(of)["units"]

        assert held[held != 0].sort_index().to_dict() == counted.sort_index().to_dict()
    assert (told["in_repair"]["waiting"] <= told["in_repair"]["units"]).all()
    assert (told["claim"]["bought"] < told["claim"]["week"]).all()
    at = ["outlet", "product", "cell"]
    sold = told["sale"].groupby([*at, "week"])["units"].sum()
    gone = pd.concat([told["return"], told["claim"]]).groupby([*at, "bought"])["units"].sum()

    assert (gone <= sold.reindex(gone.index).fillna(0)).all()


def test_what_comes_back_was_sold_and_is_inspected(world: World) -> None:
    """Sent back − through with inspection = in inspection, per outlet and product, every week.

    Nothing comes back that was not sold: of what an outlet sold of a product to a cell in a week at a price,
    at most all, and later. What is unsaleable is scrapped, and what suppliers pay for is unsaleable.
    """
    ledger, weeks = world.ledger, world.scenario.weeks
    kinds = ("sale", "return", "inspection", "in_inspection", "scrap", "supplier_credit")
    told = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in kinds}
    shelf = ["outlet", "product"]
    for week in range(1, weeks + 1):
        came, gone = (
            told[kind][told[kind]["week"] <= week].groupby(shelf)["units"].sum()
            for kind in ("return", "inspection")
        )
        held = came.sub(gone, fill_value=0)
        counted = told["in_inspection"][told["in_inspection"]["week"] == week].set_index(shelf)["units"]

        assert held[held != 0].sort_index().to_dict() == counted.sort_index().to_dict()
        assert (counted > 0).all()
    of = [*shelf, "cell", "price"]
    sold = told["sale"].groupby([*of, "week"])["units"].sum()
    back = told["return"].groupby([*of, "bought"])["units"].sum()

    assert (back <= sold.reindex(back.index).fillna(0)).all()
    assert (told["return"]["bought"] < told["return"]["week"]).all()
    assert (told["return"]["refund"] <= told["return"]["price"]).all()
    at = ["week", "outlet", "product"]
    unsaleable = told["inspection"].groupby(at)["unsaleable"].sum()
    thrown = ledger.table("scrap").query("reason == 'unsaleable'")["units"].sum()
    credited = told["supplier_credit"].groupby(at)["units"].sum()

    assert unsaleable.sum() == thrown
    assert (credited == unsaleable.reindex(credited.index)).all()


def test_what_an_outlet_had_is_sold_sent_back_scrapped_or_there(world: World) -> None:
    """Opening + received = sold + unsold + on hand, of each outlet and product, and of all outlets.

    More came back than was shipped only where nothing was sold, net.
    """
    ledger = world.ledger.excerpt(world.ledger.header.after(0), 0, world.ledger.last_week)
    opened = all_rows(ledger, "opening").focal()
    opened = opened.where(ledger.header.sellers[opened.who])
    for by in (None, "outlet", "product"):
        parts = Breakdown(ledger, by)
        moved = goods_balance(ledger, parts)
        there = parts.total(opened, opened.units) + moved.received
        had = moved.sold + moved.unsold + moved.on_hand + moved.in_inspection

        assert (np.isclose(had, there) | ((moved.sold == 0) & (had > there))).all()
        assert pd.Series(measure(ledger, "sell_through_b", by)).dropna().between(0, 1).all()


def test_orders_end_shipped_cancelled_or_open(world: World) -> None:
    """No supplier ever ships more than was ordered less what was cancelled."""
    ledger = world.ledger
    ordered, shipped, cancelled = (
        ledger.table(kind)
        .astype({"buyer": str, "supplier": str, "product": str})
        .groupby(["buyer", "supplier", "product"])["units"]
        .sum()
        for kind in ("order", "shipment", "cancellation")
    )
    still_open = ordered.sub(shipped, fill_value=0).sub(cancelled, fill_value=0)

    assert (still_open >= 0).all()
    assert np.isfinite(still_open).all()


def test_revenue_is_what_customers_paid(world: World) -> None:
    """The metric and the payments agree, whatever the steps in which goods and money are counted."""
    scenario, ledger = world.scenario, world.ledger
    payments = ledger.table("payment").astype({"payee": str, "payer": str, "reason": str})
    users = [member.name for member in ledger.header.members if member.uses is not None]
    is_sale = (payments["reason"] == "sale") | (
        (payments["reason"] == "goods") & payments["payer"].isin(users)
    )
    is_back = (payments["reason"] == "buy_back") & payments["payee"].isin(users)
    is_back |= payments["reason"] == "refund"
    returns = payments[is_back].groupby("payer")["amount"].sum()
    sales = payments[is_sale].groupby("payee")["amount"].sum().sub(returns, fill_value=0)
    by_maker = measure(ledger, "revenue", by="maker")
    focal, others = _sellers_of(ledger)

    assert by_maker.sum() == pytest.approx(sales.sum() * scenario.units.money_step)
    assert by_maker.get(scenario.focal_maker, 0.0) == measure(ledger, "revenue")
    alone, together = (sales[sales.index.isin(who)].sum() for who in (focal - others, focal))
    slack = 1e-9 * scenario.units.money_step + 1e-9 * together
    assert alone * scenario.units.money_step - slack <= measure(ledger, "revenue")
    assert measure(ledger, "revenue") <= together * scenario.units.money_step + slack


def _sellers_of(ledger: Ledger) -> tuple[set[str], set[str]]:
    """Return who is supplied with focal products, and who with others; shops for all makers are both."""
    makers = {name: product.maker for name, product in ledger.header.scenario.products.items()}
    found: tuple[set[str], set[str]] = (set(), set())
    for contract in ledger.header.contracts:
        for product in contract.prices:
            found[makers[product] != ledger.header.scenario.focal_maker].add(contract.buyer)
    return found
