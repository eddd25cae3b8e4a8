"""Seeing: what members see of their shelves when they decide, side by side."""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.domain.decisions.ordering_columns import OrderingColumns
from simulator.market.goods.columns.inventory import InventoryColumns

MOST_COUNTED = 1 << 62


def seen(depot: InventoryColumns, rows: slice) -> OrderingColumns:
    """Return what members see when they order."""
    shelves, size = depot.shelves, rows.stop - rows.start
    return OrderingColumns(
        week=depot.week,
        on_hand=depot.on_hand[rows],
        on_order=depot.on_order[rows],
        owed=to_be_shipped(depot, rows),
        demand=[week[rows] for week in depot.remembered],
        lead_time_weeks=shelves.lead_time[rows],
        expected=depot.expected[rows],
        below=positions_below(depot, rows),
        filled=depot.filled[rows],
        luck=shelves.luck[rows],
        price_off=np.zeros(size),
        mean_delay=shelves.mean_delay[rows],
        delay_variance=shelves.delay_variance[rows],
    )


def to_be_shipped(depot: InventoryColumns, rows: slice) -> Integers:
    """Return what is owed, but for what will be cancelled for want of goods [steps]."""
    owed, impatient = depot.owed[rows], depot.impatient[rows]
    if not impatient.any():
        return owed
    waiting = owed - impatient
    return waiting + np.minimum(impatient, np.maximum(0, depot.on_hand[rows] - waiting))


def positions_below(depot: InventoryColumns, rows: slice) -> Integers:
    """Return the positions of all who are supplied by way of each, together, where its rule looks there."""
    result = np.zeros(rows.stop - rows.start, dtype=np.int64)
    above, below = depot.shelves.below
    mine = np.flatnonzero((above >= rows.start) & (above < rows.stop)) if above.size else above
    if mine.size:
        np.add.at(result, above[mine] - rows.start, depot.position()[below[mine]])
    return result


def counted(wanted: Floats) -> Integers:
    """Return whole steps, halves to the even one; ValueError for what is no number."""
    if not np.isfinite(wanted).all() or np.abs(wanted).max(initial=0.0) > MOST_COUNTED:
        raise ValueError("an ordering rule wants a quantity that cannot be counted")
    return np.rint(wanted).astype(np.int64)
