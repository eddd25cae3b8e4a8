"""Ship, all shelves at once: level by level from the manufacturers down; what lands may be sent on."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.market.goods.columns.allocation import shares
from simulator.market.goods.columns.cancellation import take_off, turn_away, write_cancelled
from simulator.market.goods.columns.consumption import use_up
from simulator.market.goods.columns.inventory import NO_ORDERS, InventoryColumns, Load, Orders, together
from simulator.market.goods.columns.receive import dispatch
from simulator.mechanisms.supply.lead_time_delay import weeks_late


def ship(depot: InventoryColumns) -> None:
    """Let every supplier ship what it has against what it owes; users use up what has come."""
    book, waiting, sent, turned = depot.book, [NO_ORDERS], [], []
    supplier_level = depot.shelves.parent_level[book.row]
    for level in range(len(depot.shelves.levels)):
        orders = book[np.flatnonzero(supplier_level == level)]
        if len(orders):
            given = shares(depot, level, orders)
            remember(depot, orders, given)
            sent.append(send(depot, orders, given))
            orders = orders.but_for(given)
            if depot.shelves.somebody_is_turned_away:
                orders, away = turn_away(depot, orders)
                turned.append(away)
            waiting.append(orders)
    depot.book = together(waiting)
    write(depot, sent)
    turned += use_up(depot)
    write_cancelled(depot, turned)


def remember(depot: InventoryColumns, orders: Orders, given: Integers) -> None:
    """Let buyers remember how much of what they had ordered they were sent."""
    asked, got = (np.zeros(len(depot.shelves), dtype=np.int64) for _ in range(2))
    np.add.at(asked, orders.row, orders.units)
    np.add.at(got, orders.row, given)
    had = np.flatnonzero(asked)
    depot.filled[had] = got[had] / asked[had]


def send(depot: InventoryColumns, orders: Orders, given: Integers) -> tuple[Orders, Integers]:
    """Send goods and be paid for them; return what was sent, and when it arrives."""
    some = np.flatnonzero(given)
    row, units = orders.row[some], given[some]
    sent = Orders(row, units, orders.week[some])
    take_off(depot, sent)
    np.subtract.at(depot.on_hand, depot.shelves.parent[row], units)
    depot.purse.under_contract("goods", row, depot.shelves.price[row] * units)
    if depot.shelves.somebody_pays_freight:
        freight = depot.shelves.freight[row] * units
        depot.purse.outside("freight", depot.shelves.carrier_paid_by[row], freight)
    arrives = depot.week + weeks_on_the_way(depot, row)
    for turn in turns(row):
        dispatch(depot, Load(row[turn], units[turn]), arrives[turn])
    return sent, arrives


def turns(row: Integers) -> list[Integers]:
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


def weeks_on_the_way(depot: InventoryColumns, row: Integers) -> Integers:
    """Return how long what is shipped to each row this week will be under way [weeks]."""
    shelves = depot.shelves
    weeks = shelves.lead_time[row]
    for chances, is_late in shelves.delays:
        some = np.flatnonzero(is_late[row])
        if some.size:
            who, what = shelves.supplier_who[row[some]], shelves.who[row[some]]
            rank = uniform(depot.state.dice.words("transport", depot.week, who, what))
            weeks[some] += weeks_late(rank, chances)
    return weeks


def write(depot: InventoryColumns, sent: list[tuple[Orders, Integers]]) -> None:
    """Write the week's shipments into the ledger."""
    if sent:
        shelves, row = depot.shelves, np.concatenate([orders.row for orders, _ in sent])
        depot.state.ledger.record(
            "shipment",
            week=depot.week,
            supplier=shelves.supplier[row],
            buyer=shelves.member[row],
            product=shelves.product[row],
            units=np.concatenate([orders.units for orders, _ in sent]),
            arrives=np.concatenate([arrives for _, arrives in sent]),
            price=shelves.price[row],
        )
