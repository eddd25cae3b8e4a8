"""Shipping in columns: level by level from the manufacturers down; what lands may be sent on."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.market.goods.columns.allocation import allocated_units
from simulator.market.goods.columns.cancellation import cancel_unfilled, reduce_owed, write_cancelled
from simulator.market.goods.columns.consumption import consume
from simulator.market.goods.columns.inventory import (
    NO_ORDERS,
    InventoryColumns,
    Orders,
    ShipmentColumns,
    concatenated,
)
from simulator.market.goods.columns.receive import dispatch
from simulator.mechanisms.supply.lead_time_delay import weeks_late


def ship(inventory: InventoryColumns) -> None:
    """Let every supplier ship what it has against what it owes; users use up what has come."""
    book, waiting, sent, turned = inventory.book, [NO_ORDERS], [], []
    supplier_level = inventory.rows.parent_level[book.row]
    for level in range(len(inventory.rows.levels)):
        orders = book[np.flatnonzero(supplier_level == level)]
        if len(orders):
            given = allocated_units(inventory, level, orders)
            remember_fill_rate(inventory, orders, given)
            sent.append(ship_orders(inventory, orders, given))
            orders = orders.but_for(given)
            if inventory.rows.somebody_is_turned_away:
                orders, away = cancel_unfilled(inventory, orders)
                turned.append(away)
            waiting.append(orders)
    inventory.book = concatenated(waiting)
    record_shipments(inventory, sent)
    turned += consume(inventory)
    write_cancelled(inventory, turned)


def remember_fill_rate(inventory: InventoryColumns, orders: Orders, given: Integers) -> None:
    """Let buyers remember how much of what they had ordered they were sent."""
    asked, got = (np.zeros(len(inventory.rows), dtype=np.int64) for _ in range(2))
    np.add.at(asked, orders.row, orders.units)
    np.add.at(got, orders.row, given)
    had = np.flatnonzero(asked)
    inventory.filled[had] = got[had] / asked[had]


def ship_orders(inventory: InventoryColumns, orders: Orders, given: Integers) -> tuple[Orders, Integers]:
    """Send goods and be paid for them; return what was sent, and when it arrives."""
    some = np.flatnonzero(given)
    row, units = orders.row[some], given[some]
    sent = Orders(row, units, orders.week[some])
    reduce_owed(inventory, sent)
    np.subtract.at(inventory.on_hand, inventory.rows.parent[row], units)
    inventory.payments.under_contract("goods", row, inventory.rows.price[row], units)
    if inventory.rows.somebody_pays_freight:
        paid_by = inventory.rows.carrier_paid_by[row]
        inventory.payments.outside("freight", paid_by, inventory.rows.freight[row], units)
    arrives = inventory.week + transit_weeks(inventory, row)
    for turn in rounds_by_row(row):
        dispatch(inventory, ShipmentColumns(row[turn], units[turn]), arrives[turn])
    return sent, arrives


def rounds_by_row(row: Integers) -> list[Integers]:
    """Return which orders are each row's first, which its second …; most have one."""
    if (row[1:] > row[:-1]).all():
        return [np.arange(len(row))]
    order = np.argsort(row, kind="stable")
    ordered, at = row[order], np.arange(len(row))
    starts = np.ones(len(row), dtype=np.bool_)
    starts[1:] = ordered[1:] != ordered[:-1]
    rank = np.empty_like(at)
    rank[order] = at - np.maximum.accumulate(np.where(starts, at, 0))
    return [np.flatnonzero(rank == turn) for turn in range(int(rank.max(initial=-1)) + 1)]


def transit_weeks(inventory: InventoryColumns, row: Integers) -> Integers:
    """Return how long what is shipped to each row this week will be under way [weeks]."""
    shelves = inventory.rows
    weeks = shelves.lead_time[row]
    for chances, is_late in shelves.delays:
        some = np.flatnonzero(is_late[row])
        if some.size:
            who, what = shelves.supplier_who[row[some]], shelves.who[row[some]]
            rank = uniform(inventory.state.dice.words("transport", inventory.week, who, what))
            weeks[some] += weeks_late(rank, chances)
    return weeks


def record_shipments(inventory: InventoryColumns, sent: list[tuple[Orders, Integers]]) -> None:
    """Write the week's shipments into the ledger."""
    if sent:
        shelves, row = inventory.rows, np.concatenate([orders.row for orders, _ in sent])
        inventory.state.ledger.record(
            "shipment",
            week=inventory.week,
            supplier=shelves.supplier[row],
            buyer=shelves.member[row],
            product=shelves.product[row],
            units=np.concatenate([orders.units for orders, _ in sent]),
            arrives=np.concatenate([arrives for _, arrives in sent]),
            price=shelves.price[row],
        )
