"""Consumption in columns: users use up what has come, and cancel the rest unless they wait for it."""

import numpy as np

from simulator.market.goods.columns.cancellation import cancel_units
from simulator.market.goods.columns.inventory import InventoryColumns, Orders


def consume(inventory: InventoryColumns) -> list[Orders]:
    """Let users use up what they have, and return what they cancel."""
    shelves = inventory.rows
    row = np.flatnonzero(shelves.is_user & (inventory.on_hand > 0))
    if row.size:
        units = inventory.on_hand[row]
        inventory.on_hand[row] = 0
        worth = np.rint(inventory.cost[row]).astype(np.int64)
        inventory.payments.outside("consumption", shelves.member[row], worth, units)
        inventory.state.ledger.record(
            "consumption",
            week=inventory.week,
            member=shelves.member[row],
            product=shelves.product[row],
            units=units,
        )
    return cancel_own_orders(inventory)


def cancel_own_orders(inventory: InventoryColumns) -> list[Orders]:
    """Cancel what users do not wait for, of all that their suppliers have seen."""
    shelves, orders = inventory.rows, inventory.book
    does_without = shelves.is_user & ~shelves.is_patient
    mine = np.where(does_without[orders.row], orders.units, 0)
    if not mine.any():
        return []
    inventory.book = orders.but_for(mine)
    return [cancel_units(inventory, orders, mine)]
