"""Cancellation in columns: what will not be shipped is owed no more, and the ledger says so."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.market.goods.columns.inventory import InventoryColumns, Orders
from simulator.market.goods.columns.receive import count_impatient


def cancel_unfilled(inventory: InventoryColumns, orders: Orders) -> tuple[Orders, Orders]:
    """Cancel what does not wait of orders that were not filled; return what waits, and what does not."""
    away = units_cancelled(inventory, orders)
    return orders.but_for(away), cancel_units(inventory, orders, away)


def units_cancelled(inventory: InventoryColumns, orders: Orders) -> Integers:
    """Return how much of each order does not wait, by the share that its contract lets wait and by luck."""
    shelves = inventory.rows
    share = shelves.backorders[orders.row]
    away = np.zeros(len(orders), dtype=np.int64)
    some = np.flatnonzero(share < 1.0)
    if some.size:
        row, units = orders.row[some], orders.units[some]
        waiting = units * share[some]
        whole = waiting.astype(np.int64)
        word = inventory.state.dice.words("waits", inventory.week, shelves.who[row], shelves.what[row])
        away[some] = units - (whole + (uniform(word) < waiting - whole))
    return away


def cancel_units(inventory: InventoryColumns, orders: Orders, away: Integers) -> Orders:
    """Cancel so much of each order; return what was cancelled."""
    some = np.flatnonzero(away)
    gone = Orders(orders.row[some], away[some], orders.week[some])
    reduce_owed(inventory, gone)
    np.subtract.at(inventory.on_order, gone.row, gone.units)
    return gone


def reduce_owed(inventory: InventoryColumns, orders: Orders) -> None:
    """Take units that are shipped or cancelled off what suppliers owe."""
    supplier = inventory.rows.parent[orders.row]
    np.subtract.at(inventory.owed, supplier, orders.units)
    count_impatient(inventory, orders, supplier, -1)


def write_cancelled(inventory: InventoryColumns, cancelled: list[Orders]) -> None:
    """Write the week's cancellations into the ledger."""
    if cancelled:
        shelves, row = inventory.rows, np.concatenate([orders.row for orders in cancelled])
        inventory.state.ledger.record(
            "cancellation",
            week=inventory.week,
            buyer=shelves.member[row],
            supplier=shelves.supplier[row],
            product=shelves.product[row],
            units=np.concatenate([orders.units for orders in cancelled]),
        )
