"""Retaliation by price: prices of resented outlets that an outlet sees, to be met this week."""

import numpy as np

from simulator.base.arrays import Floats
from simulator.market.state.protocols import FeelingState


def prices_to_meet(state: FeelingState) -> Floats | None:
    """Return the lowest price in sight of each offer of resented outlets [O, P, money steps], inf where none.

    Prices are those of last week, as long as this week's are not posted. None: no outlet retaliates by price.
    """
    book, offers = state.grievance_book, state.offer_table
    if not book.resented:
        return None
    visible = np.where(offers.carried & (offers.stock > 0) & (offers.price > 0), offers.price, np.inf)
    lowest = np.full(visible.shape, np.inf)
    for mine, among in offers.visible_outlets():
        for row in np.intersect1d(mine, list(book.resented)).tolist():
            resented = np.intersect1d(among, book.resented[row])
            lowest[row] = visible[resented].min(axis=0, initial=np.inf)
    return lowest
