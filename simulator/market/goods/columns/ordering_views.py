"""Ordering views in columns: what members see of their inventory when they decide."""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.domain.decisions.ordering_columns import OrderingColumns
from simulator.market.goods.columns.inventory import InventoryColumns

MOST_COUNTED = 1 << 62


def ordering_columns(inventory: InventoryColumns, rows: slice) -> OrderingColumns:
    """Return what members see when they order."""
    shelves, size = inventory.rows, rows.stop - rows.start
    return OrderingColumns(
        week=inventory.week,
        on_hand=inventory.on_hand[rows],
        on_order=inventory.on_order[rows],
        owed=to_be_shipped(inventory, rows),
        demand=[week[rows] for week in inventory.remembered],
        lead_time_weeks=shelves.lead_time[rows],
        expected=inventory.expected[rows],
        below=positions_below(inventory, rows),
        filled=inventory.filled[rows],
        luck=shelves.luck[rows],
        price_off=np.zeros(size),
        mean_delay=shelves.mean_delay[rows],
        delay_variance=shelves.delay_variance[rows],
    )


def to_be_shipped(inventory: InventoryColumns, rows: slice) -> Integers:
    """Return what is owed, but for what will be cancelled for want of goods [steps]."""
    owed, impatient = inventory.owed[rows], inventory.impatient[rows]
    if not impatient.any():
        return owed
    waiting = owed - impatient
    return waiting + np.minimum(impatient, np.maximum(0, inventory.on_hand[rows] - waiting))


def positions_below(inventory: InventoryColumns, rows: slice) -> Integers:
    """Return the inventory positions downstream of each row, summed, where its rule looks downstream."""
    result = np.zeros(rows.stop - rows.start, dtype=np.int64)
    above, below = inventory.rows.below
    mine = np.flatnonzero((above >= rows.start) & (above < rows.stop)) if above.size else above
    if mine.size:
        np.add.at(result, above[mine] - rows.start, inventory.position()[below[mine]])
    return result


def whole_steps(wanted: Floats) -> Integers:
    """Return whole steps, halves to the even one; ValueError for what is no number."""
    if not np.isfinite(wanted).all() or np.abs(wanted).max(initial=0.0) > MOST_COUNTED:
        raise ValueError("an ordering rule wants a quantity that cannot be counted")
    return np.rint(wanted).astype(np.int64)
