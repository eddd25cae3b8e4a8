"""Replenishment in columns: level by level upstream from the users, rows with one rule together."""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessColumns
from simulator.market.goods.columns.inventory import InventoryColumns, Orders
from simulator.market.goods.columns.inventory_row import RuleGroup
from simulator.market.goods.columns.ordering_views import ordering_columns, whole_steps
from simulator.market.goods.columns.production import produce
from simulator.market.goods.columns.receive import book_orders, distinct_weeks
from simulator.mechanisms.supply.lot_sizing import whole_lots


def replenish(inventory: InventoryColumns) -> None:
    """Let everybody order, from the users upwards, and the manufacturers make."""
    inventory.open_book()
    placed = []
    for level in reversed(range(len(inventory.rows.levels))):
        share_demand(inventory, level)
        for group in inventory.rows.groups[level]:
            orders = desired_orders(inventory, group)
            if len(orders):
                place_orders(inventory, orders)
                placed.append(orders)
    produce(inventory)
    record_orders(inventory, placed)
    inventory.close_book()


def share_demand(inventory: InventoryColumns, level: int) -> None:
    """Let suppliers know what the rows of a level were asked for, where they share that."""
    shelves, rows = inventory.rows, inventory.rows.levels[level]
    if not shelves.somebody_tells_sales:
        return
    telling = np.flatnonzero(shelves.tells_sales[rows]) + rows.start
    np.add.at(inventory.asked, shelves.parent[telling], inventory.asked[telling])


def desired_orders(inventory: InventoryColumns, group: RuleGroup) -> Orders:
    """Return the orders of the rows of one rule this week."""
    rows = group.rows
    if isinstance(group.rule, DemandProcess):
        wanted = demand_of_users(inventory, group.rule, rows)
    else:
        rule = group.rule
        inventory.expected[rows] = rule.expect_many(
            inventory.expected[rows], inventory.asked[rows], inventory.week
        )
        wanted = rule.order_many(ordering_columns(inventory, rows))
    units = whole_steps(wanted)
    ordering = np.flatnonzero(units > 0)
    row = ordering + rows.start
    least = np.maximum(units[ordering], inventory.rows.minimum[row])
    if not isinstance(group.rule, DemandProcess):
        least = whole_lots(least, group.rule.lot_size(inventory.week))
    return Orders(row, least, np.full(len(row), inventory.week))


def demand_of_users(inventory: InventoryColumns, stream: DemandProcess, rows: slice) -> Floats:
    """Return what users want this week [steps]."""
    shelves = inventory.rows
    word = inventory.state.dice.words("demand", inventory.week, shelves.who[rows], shelves.what[rows])
    units = stream.units_many(DemandProcessColumns(inventory.week, inventory.wanted[rows], word))
    inventory.wanted[rows] = units
    return units / inventory.state.given.units.quantity_step


def place_orders(inventory: InventoryColumns, orders: Orders) -> None:
    """Place orders: suppliers see them at once, or when they come by post."""
    inventory.on_order[orders.row] += orders.units
    weeks = inventory.rows.order_weeks[orders.row]
    if not weeks.any():
        book_orders(inventory, orders)
        return
    for wait in distinct_weeks(weeks):
        these = orders[weeks == wait]
        if wait:
            inventory.in_the_mail[these.row] += these.units
            inventory.orders_in_transit[inventory.week + wait].append(these)
        else:
            book_orders(inventory, these)


def record_orders(inventory: InventoryColumns, placed: list[Orders]) -> None:
    """Write the week's orders into the ledger."""
    if placed:
        shelves, row = inventory.rows, np.concatenate([orders.row for orders in placed])
        inventory.state.ledger.record(
            "order",
            week=inventory.week,
            buyer=shelves.member[row],
            supplier=shelves.supplier[row],
            product=shelves.product[row],
            units=np.concatenate([orders.units for orders in placed]),
        )
