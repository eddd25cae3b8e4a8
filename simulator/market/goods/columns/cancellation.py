"""Cancelling, all shelves at once: what will not be shipped is owed no more, and the ledger says so."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.market.goods.columns.inventory import InventoryColumns, Orders
from simulator.market.goods.columns.receive import hurry


def turn_away(depot: InventoryColumns, orders: Orders) -> tuple[Orders, Orders]:
    """Cancel what does not wait of orders that were not filled; return what waits, and what does not."""
    away = turned_away(depot, orders)
    return orders.but_for(away), cancel(depot, orders, away)


def turned_away(depot: InventoryColumns, orders: Orders) -> Integers:
    """Return how much of each order does not wait, by the share that its contract lets wait and by luck."""
    shelves = depot.shelves
    share = shelves.backorders[orders.row]
    away = np.zeros(len(orders), dtype=np.int64)
    some = np.flatnonzero(share < 1.0)
    if some.size:
        row, units = orders.row[some], orders.units[some]
        waiting = units * share[some]
        whole = waiting.astype(np.int64)
        word = depot.state.dice.words("waits", depot.week, shelves.who[row], shelves.what[row])
        away[some] = units - (whole + (uniform(word) < waiting - whole))
    return away


def cancel(depot: InventoryColumns, orders: Orders, away: Integers) -> Orders:
    """Cancel so much of each order; return what was cancelled."""
    some = np.flatnonzero(away)
    gone = Orders(orders.row[some], away[some], orders.week[some])
    take_off(depot, gone)
    np.subtract.at(depot.on_order, gone.row, gone.units)
    return gone


def take_off(depot: InventoryColumns, orders: Orders) -> None:
    """Take units that are shipped or cancelled off what suppliers owe."""
    supplier = depot.shelves.parent[orders.row]
    np.subtract.at(depot.owed, supplier, orders.units)
    hurry(depot, orders, supplier, -1)


def write_cancelled(depot: InventoryColumns, cancelled: list[Orders]) -> None:
    """Write the week's cancellations into the ledger."""
    if cancelled:
        shelves, row = depot.shelves, np.concatenate([orders.row for orders in cancelled])
        depot.state.ledger.record(
            "cancellation",
            week=depot.week,
            buyer=shelves.member[row],
            supplier=shelves.supplier[row],
            product=shelves.product[row],
            units=np.concatenate([orders.units for orders in cancelled]),
        )
