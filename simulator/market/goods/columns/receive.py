"""Goods receipt in columns: shipments due are put into inventory, orders that arrive are booked."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.goods.columns.inventory import InventoryColumns, Orders, ShipmentColumns, concatenated


def receive(inventory: InventoryColumns) -> None:
    """Take in everything that is due, then the orders that were long on their way."""
    for load in inventory.arrivals.pop(inventory.week, ()):
        receive_shipment(inventory, load)
    for orders in inventory.orders_in_transit.pop(inventory.week, ()):
        inventory.in_the_mail[orders.row] -= orders.units
        book_orders(inventory, orders)


def dispatch(inventory: InventoryColumns, load: ShipmentColumns, arrives: Integers) -> None:
    """Send goods on their way, by the week in which they arrive; what arrives at once is put on shelves."""
    for week in distinct_weeks(arrives):
        some = np.flatnonzero(arrives == week)
        part = (
            load
            if len(some) == len(arrives)
            else ShipmentColumns(load.row[some], load.units[some], load.is_made)
        )
        if week > inventory.week:
            inventory.arrivals[week].append(part)
        else:
            receive_shipment(inventory, part)


def distinct_weeks(weeks: Integers) -> list[int]:
    """Return the different weeks of a column, earliest first; mostly there is one."""
    if not weeks.size:
        return []
    first, last = int(weeks.min()), int(weeks.max())
    return [first] if first == last else np.unique(weeks).tolist()


def receive_shipment(inventory: InventoryColumns, load: ShipmentColumns) -> None:
    """Put goods on shelves; what a shelf's goods cost is the mean of what was paid for them."""
    row, units = load.row, load.units
    held = inventory.on_hand[row]
    if not load.is_made:
        paid = inventory.rows.price[row].astype(np.float64)
        inventory.cost[row] = (inventory.cost[row] * held + paid * units) / (held + units)
    inventory.on_hand[row] = held + units
    inventory.on_order[row] -= units


def book_orders(inventory: InventoryColumns, orders: Orders) -> None:
    """Put orders into the book: demand that their suppliers have seen, and owe."""
    shelves = inventory.rows
    supplier = shelves.parent[orders.row]
    np.add.at(inventory.owed, supplier, orders.units)
    units = orders.units
    if shelves.somebody_tells_sales:
        units = np.where(shelves.tells_sales[orders.row], 0, units)
    np.add.at(inventory.asked, supplier, units)
    count_impatient(inventory, orders, supplier, 1)
    inventory.book = concatenated((inventory.book, orders))


def count_impatient(inventory: InventoryColumns, orders: Orders, supplier: Integers, sign: int) -> None:
    """Count orders among what suppliers will see cancelled if they do not ship it, or no longer."""
    if inventory.rows.somebody_hurries:
        hurries = np.where(inventory.rows.waits[orders.row], 0, orders.units)
        np.add.at(inventory.impatient, supplier, sign * hurries)
