"""Goods and money: nothing appears, nothing disappears, every week, whatever happens."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.validation._movements import moved
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.customer_returns import net_sales
from simulator.ledger.queries.goods_balance import goods_balance
from simulator.ledger.queries.rows import all_rows, rows_of
from simulator.scenario.switches import as_played
from tests.laws.customers_goods import customers_goods
from tests.worlds.pool import World

HELD = ("stock", "in_inspection", "in_repair", "kept")
"""Kinds of entry that say what is there at a week's end."""


def by_shelf(ledger: Ledger, columns: Mapping[str, Any], party: str) -> np.ndarray:
    """Return units by week, party and product, from week 0 to the last [weeks + 1, parties, products]."""
    header = ledger.header
    units = np.zeros((ledger.last_week + 1, 1 + len(header.members), len(header.products)), dtype=np.int64)
    inside = columns["week"] <= ledger.last_week
    np.add.at(
        units, tuple(columns[at][inside] for at in ("week", party, "product")), columns["units"][inside]
    )
    return units


def held(ledger: Ledger, kind: str, party: str) -> np.ndarray:
    """Return what a kind of entry says is there at the end of each week: once a shelf, and never nothing."""
    columns = ledger.columns(kind)
    shelves = list(zip(*(columns[at].tolist() for at in ("week", party, "product")), strict=True))
    assert len(set(shelves)) == len(shelves)
    assert (columns["units"] > 0).all()
    return by_shelf(ledger, columns, party)


def test_every_shelf_balances_every_week(world: World) -> None:
    """Opening + in − out = what the stock entries say, per member, product and week; never below zero."""
    ledger = world.ledger
    moves = {name: column.to_numpy() for name, column in moved(ledger).items()}
    there = by_shelf(ledger, moves, "member").cumsum(axis=0)

    assert (there == held(ledger, "stock", "member"))[1:].all()


def test_every_unit_is_somewhere(world: World) -> None:
    """Opening + made = on hand, in inspection or repair, under way, with customers, used up or scrapped.

    Where nothing is kept for a while what is sold is used up at once.
    """
    scenario, ledger = world.scenario, world.ledger
    leaves = ("consumption", "scrap", "used_up" if ledger.header.tells_use else "sale")
    kinds = ("opening", "production", "shipment", *leaves, *HELD)
    tables = {kind: ledger.columns(kind) for kind in kinds}

    def units(kind: str, rows: np.ndarray) -> np.ndarray:
        of = tables[kind]
        return np.bincount(of["product"][rows], of["units"][rows], minlength=len(scenario.products))

    had = units("kept", tables["kept"]["week"] == 0)
    for week in range(1, scenario.weeks + 1):
        until = {kind: table["week"] <= week for kind, table in tables.items()}
        under_way = sum(
            units(kind, until[kind] & (tables[kind]["arrives"] > week)) for kind in ("production", "shipment")
        )
        here = sum(units(kind, tables[kind]["week"] == week) for kind in HELD)
        gone = sum(units(kind, until[kind]) for kind in leaves)
        came = had + sum(units(kind, until[kind]) for kind in ("opening", "production"))

        assert (came == here + under_way + gone).all()


def test_customers_keep_what_they_had_and_have_not_used_up(world: World) -> None:
    """Kept + bought + repaired − sent back − failed − used up = kept, each week, cell and product."""
    ledger = world.ledger
    if not ledger.header.tells_use:
        assert ledger.count("kept") == ledger.count("used_up") == 0
        return
    due, counted = customers_goods(ledger)

    assert (due == counted).all()
    assert all((ledger.columns(kind)["units"] > 0).all() for kind in ("kept", "used_up"))


def test_units_are_kept_and_used_up_as_their_product_is(world: World) -> None:
    """What lasts is in use until it wears out, what is paid for by the period until that is over.

    All else meets a need at once, or later out of a pantry with room for it; or it is only tried.
    """
    ledger, given = world.ledger, as_played(world.scenario)
    lives = {name for name, one in given.products.items() if one.life}
    periods = {name for name, one in given.products.items() if one.subscription}
    used, kept = (ledger.table(kind, steps=True).astype(str) for kind in ("used_up", "kept"))

    assert set(used.query("used_up_by == 'wear'")["product"]) <= lives
    assert set(used.query("used_up_by == 'period'")["product"]) <= periods
    assert not set(used.query("used_up_by == 'need'")["product"]) & (lives | periods)
    assert set(kept.query("kept_as == 'in_use'")["product"]) <= lives | periods
    assert not set(kept.query("kept_as != 'in_use'")["product"]) & (lives | periods)
    stored = ledger.table("kept").query("kept_as == 'for_later'").astype({"cell": str, "product": str})
    for (_, cell), units in stored.groupby(["week", "cell"])["units"].sum().items():
        at = next(one for one in ledger.header.cells if one.name == cell)
        pantries = [need.pantry for need in given.segments[at.segment].needs.values() if need.pantry]

        assert units <= at.customers * sum(pantry.most_units for pantry in pantries)


def test_owners_have_what_they_own(world: World) -> None:
    """A unit each at least, in use, in repair, or sent back this week; with one in use one is an owner."""
    kinds = ("ownership", "kept", "in_repair", "return")
    told = {kind: world.ledger.table(kind, steps=True).astype({"product": str}) for kind in kinds}
    in_use, at = told["kept"].query("kept_as == 'in_use' and week > 0"), ["week", "product"]
    units = pd.concat([in_use, told["in_repair"], told["return"]]).groupby(at)["units"].sum()
    owners = told["ownership"].groupby(at)["customers"].sum()

    assert (owners <= units.reindex(owners.index).fillna(0)).all()
    assert set(in_use.groupby(at).groups) <= set(owners.index)


def test_what_customers_had_is_used_up_or_with_them(world: World) -> None:
    """The metrics of both: had + bought, net + repaired − failed − used up = with them, however cut."""
    ledger = world.ledger.excerpt(world.ledger.header.after(0), 0, world.ledger.last_week)
    had = all_rows(ledger, "kept").between(0, 0).focal()
    bought = net_sales(ledger).focal()
    consumed, failed, repaired = (
        rows_of(ledger, kind).focal() for kind in ("consumption", "claim", "repair")
    )
    for by in (None, "product", "cell"):
        parts = Breakdown(ledger, by, ledger.header.focal_sellers)
        came, gone = (
            sum(parts.total(rows, rows.units) for rows in some)
            for some in ((had, bought, repaired, consumed), (failed,))
        )
        left = parts.answer(came - gone) - measure(ledger, "units_used_up", by)
        there = measure(ledger, "units_with_customers", by)
        if by is not None:
            there = there.reindex(left.index).fillna(0.0)

        assert np.allclose(left, there)


def test_what_is_repaired_had_failed(world: World) -> None:
    """Claimed − come back = in repair, per repairer and product, every week; no more fails than was sold."""
    ledger = world.ledger
    kinds = ("sale", "return", "claim", "repair", "in_repair")
    told = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in kinds}
    came, back = (by_shelf(ledger, ledger.columns(kind), "repairer") for kind in ("claim", "repair"))

    assert ((came - back).cumsum(axis=0) == held(ledger, "in_repair", "repairer"))[1:].all()
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
    ledger, shelf = world.ledger, ["outlet", "product"]
    kinds = ("sale", "return", "inspection", "scrap", "supplier_credit")
    told = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in kinds}
    came, through = (by_shelf(ledger, ledger.columns(kind), "outlet") for kind in ("return", "inspection"))

    assert ((came - through).cumsum(axis=0) == held(ledger, "in_inspection", "outlet"))[1:].all()
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

    More came back than was shipped only where nothing was sold, net. What is on its way to users of its goods
    as the run begins has left an outlet before, and is no sale of the run.
    """
    ledger = world.ledger.excerpt(world.ledger.header.after(0), 0, world.ledger.last_week)
    opened = all_rows(ledger, "opening").focal()
    opened = opened.where(ledger.header.sellers[opened.who])
    left = all_rows(ledger, "shipment").focal().between(0, 0)
    left = left.where(ledger.header.sellers[left.who])
    for by in (None, "outlet", "product"):
        parts = Breakdown(ledger, by)
        moved = goods_balance(ledger, parts)
        there = parts.total(opened, opened.units) - parts.total(left, left.units) + moved.received
        had = moved.sold + moved.unsold + moved.on_hand + moved.in_inspection

        assert (np.isclose(had, there) | ((moved.sold == 0) & (had > there))).all()
        assert pd.Series(measure(ledger, "sell_through_b", by)).dropna().between(0, 1).all()


def test_orders_end_shipped_cancelled_or_open(world: World) -> None:
    """No supplier ever ships more than was ordered less what was cancelled."""
    ledger = world.ledger
    ordered, shipped, cancelled = (
        ledger.table(kind, steps=True)
        .astype({"buyer": str, "supplier": str, "product": str})
        .groupby(["buyer", "supplier", "product"])["units"]
        .sum()
        for kind in ("order", "shipment", "cancellation")
    )
    still_open = ordered.sub(shipped, fill_value=0).sub(cancelled, fill_value=0)

    assert (still_open >= 0).all()
    assert np.isfinite(still_open).all()


def test_revenue_is_what_customers_paid(world: World) -> None:
    """The metric and the payments agree, whatever the steps in which goods and money are counted.

    Goods that are on their way to users as the run begins are paid for in week 0, and are no sale of the run.
    """
    scenario, ledger = world.scenario, world.ledger
    payments = ledger.table("payment", steps=True).query("week > 0")
    payments = payments.astype({"payee": str, "payer": str, "reason": str})
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
