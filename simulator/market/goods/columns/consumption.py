"""Using, all shelves at once: what has come is used up; who does not wait for the rest cancels it."""

import numpy as np

from simulator.market.goods.columns.cancellation import cancel
from simulator.market.goods.columns.inventory import InventoryColumns, Orders


def use_up(depot: InventoryColumns) -> list[Orders]:
    """Let users use up what they have, and return what they cancel."""
    shelves = depot.shelves
    row = np.flatnonzero(shelves.is_user & (depot.on_hand > 0))
    if row.size:
        units = depot.on_hand[row]
        depot.on_hand[row] = 0
        worth = np.rint(depot.cost[row]).astype(np.int64) * units
        depot.purse.outside("use", shelves.member[row], worth)
        depot.state.ledger.record(
            "use", week=depot.week, member=shelves.member[row], product=shelves.product[row], units=units
        )
    return give_up(depot)


def give_up(depot: InventoryColumns) -> list[Orders]:
    """Cancel what users do not wait for, of all that their suppliers have seen."""
    shelves, orders = depot.shelves, depot.book
    does_without = shelves.is_user & ~shelves.is_patient
    mine = np.where(does_without[orders.row], orders.units, 0)
    if not mine.any():
        return []
    depot.book = orders.but_for(mine)
    return [cancel(depot, orders, mine)]
