"""Replenish, all shelves at once: level by level from the users upwards, those with one rule together."""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessColumns
from simulator.market.goods.columns.inventory import InventoryColumns, Orders
from simulator.market.goods.columns.inventory_row import Group
from simulator.market.goods.columns.ordering_views import counted, seen
from simulator.market.goods.columns.production import make
from simulator.market.goods.columns.receive import come_in, weeks_among


def replenish(depot: InventoryColumns) -> None:
    """Let everybody order, from the users upwards, and the manufacturers make."""
    depot.open_book()
    placed = []
    for level in reversed(range(len(depot.shelves.levels))):
        tell(depot, level)
        for group in depot.shelves.groups[level]:
            orders = wanted_by(depot, group)
            if len(orders):
                place(depot, orders)
                placed.append(orders)
    make(depot)
    write(depot, placed)
    depot.close_book()


def tell(depot: InventoryColumns, level: int) -> None:
    """Let suppliers know what the rows of a level were asked for, where they share that."""
    shelves, rows = depot.shelves, depot.shelves.levels[level]
    if not shelves.somebody_tells_sales:
        return
    telling = np.flatnonzero(shelves.tells_sales[rows]) + rows.start
    np.add.at(depot.asked, shelves.parent[telling], depot.asked[telling])


def wanted_by(depot: InventoryColumns, group: Group) -> Orders:
    """Return what those with one rule order this week."""
    rows = group.rows
    if isinstance(group.rule, DemandProcess):
        wanted = used(depot, group.rule, rows)
    else:
        rule = group.rule
        depot.expected[rows] = rule.expect_many(depot.expected[rows], depot.asked[rows], depot.week)
        wanted = rule.order_many(seen(depot, rows))
    units = counted(wanted)
    ordering = np.flatnonzero(units > 0)
    row = ordering + rows.start
    most = np.maximum(units[ordering], depot.shelves.minimum[row])
    return Orders(row, most, np.full(len(row), depot.week))


def used(depot: InventoryColumns, stream: DemandProcess, rows: slice) -> Floats:
    """Return what users want this week [steps]."""
    shelves = depot.shelves
    word = depot.state.dice.words("demand", depot.week, shelves.who[rows], shelves.what[rows])
    units = stream.units_many(DemandProcessColumns(depot.week, depot.wanted[rows], word))
    depot.wanted[rows] = units
    return units / depot.state.given.units.quantity_step


def place(depot: InventoryColumns, orders: Orders) -> None:
    """Place orders: suppliers see them at once, or when they come by post."""
    depot.on_order[orders.row] += orders.units
    weeks = depot.shelves.order_weeks[orders.row]
    if not weeks.any():
        come_in(depot, orders)
        return
    for wait in weeks_among(weeks):
        these = orders[weeks == wait]
        if wait:
            depot.in_the_mail[these.row] += these.units
            depot.letters[depot.week + wait].append(these)
        else:
            come_in(depot, these)


def write(depot: InventoryColumns, placed: list[Orders]) -> None:
    """Write the week's orders into the ledger."""
    if placed:
        shelves, row = depot.shelves, np.concatenate([orders.row for orders in placed])
        depot.state.ledger.record(
            "order",
            week=depot.week,
            buyer=shelves.member[row],
            supplier=shelves.supplier[row],
            product=shelves.product[row],
            units=np.concatenate([orders.units for orders in placed]),
        )
