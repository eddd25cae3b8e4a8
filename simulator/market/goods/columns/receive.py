"""Receive, all shelves at once: what is due is put on shelves, and letters that have come are read."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.goods.columns.inventory import InventoryColumns, Load, Orders, together


def receive(depot: InventoryColumns) -> None:
    """Take in everything that is due, then the orders that were long on their way."""
    for load in depot.arrivals.pop(depot.week, ()):
        land(depot, load)
    for orders in depot.letters.pop(depot.week, ()):
        depot.in_the_mail[orders.row] -= orders.units
        come_in(depot, orders)


def dispatch(depot: InventoryColumns, load: Load, arrives: Integers) -> None:
    """Send goods on their way, by the week in which they arrive; what arrives at once is put on shelves."""
    for week in weeks_among(arrives):
        some = np.flatnonzero(arrives == week)
        part = load if len(some) == len(arrives) else Load(load.row[some], load.units[some], load.is_made)
        if week > depot.week:
            depot.arrivals[week].append(part)
        else:
            land(depot, part)


def weeks_among(weeks: Integers) -> list[int]:
    """Return the different weeks of a column, earliest first; mostly there is one."""
    if not weeks.size:
        return []
    first, last = int(weeks.min()), int(weeks.max())
    return [first] if first == last else np.unique(weeks).tolist()


def land(depot: InventoryColumns, load: Load) -> None:
    """Put goods on shelves; what a shelf's goods cost is the mean of what was paid for them."""
    row, units = load.row, load.units
    held = depot.on_hand[row]
    if not load.is_made:
        paid = depot.shelves.price[row].astype(np.float64)
        depot.cost[row] = (depot.cost[row] * held + paid * units) / (held + units)
    depot.on_hand[row] = held + units
    depot.on_order[row] -= units


def come_in(depot: InventoryColumns, orders: Orders) -> None:
    """Put orders into the book: demand that their suppliers have seen, and owe."""
    shelves = depot.shelves
    supplier = shelves.parent[orders.row]
    np.add.at(depot.owed, supplier, orders.units)
    units = orders.units
    if shelves.somebody_tells_sales:
        units = np.where(shelves.tells_sales[orders.row], 0, units)
    np.add.at(depot.asked, supplier, units)
    hurry(depot, orders, supplier, 1)
    depot.book = together((depot.book, orders))


def hurry(depot: InventoryColumns, orders: Orders, supplier: Integers, sign: int) -> None:
    """Count orders among what suppliers will see cancelled if they do not ship it, or no longer."""
    if depot.shelves.somebody_hurries:
        hurries = np.where(depot.shelves.waits[orders.row], 0, orders.units)
        np.add.at(depot.impatient, supplier, sign * hurries)
