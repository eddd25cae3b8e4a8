"""Use book: what customers have used up this week, and what of theirs is neither in use nor for later.

Where nothing is kept for a while all of it stands still (`RunHeader.tells_use`).
"""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.after_sale_entries import USED_UP_BY
from simulator.market.state.choice_tables import RunTables

NEED, WEAR, PERIOD, FAILURE = range(len(USED_UP_BY))


class UseBook:
    """Units used up, and tried."""

    def __init__(self, is_on: bool, run_tables: RunTables) -> None:
        self.is_on = is_on
        shape = len(run_tables.cells), len(run_tables.products)
        self.lasts: Flags = run_tables.lasting.lasts
        """[P] whether a unit is of use for longer than the need that it meets."""
        self.over_by = np.where(run_tables.lasting.subscribed, PERIOD, WEAR)
        """[P] what ends the use of what lasts, a place in `USED_UP_BY`."""
        self.used_up = np.zeros((len(USED_UP_BY), *shape), dtype=np.int64)
        """[R, C, P] units used up this week."""
        self.tried = np.zeros(shape, dtype=np.int64)
        """[C, P] units of what does not last that will come back, or fail and be repaired."""

    def take(self, cell: Integers, product: Integers) -> None:
        """Note units that customers take home: what does not last is used up by its need."""
        some = ~self.lasts[product]
        np.add.at(self.used_up[NEED], (cell[some], product[some]), 1)

    def set_aside(self, cell: Integers, product: Integers) -> None:
        """Note units of what does not last that were taken this week and are tried only."""
        np.subtract.at(self.used_up[NEED], (cell, product), 1)
        np.add.at(self.tried, (cell, product), 1)

    def gone(self, cell: Integers, product: Integers) -> None:
        """Note tried units that customers have no longer: sent back, or to a repairer."""
        some = ~self.lasts[product]
        np.subtract.at(self.tried, (cell[some], product[some]), 1)

    def use_up(self, cell: Integers, product: Integers) -> None:
        """Note that units which were tried are used up after all."""
        some = ~self.lasts[product]
        np.add.at(self.used_up[NEED], (cell[some], product[some]), 1)

    def fail(self, cell: Integers, product: Integers) -> None:
        """Note units that fail for good; what does not last was tried until then."""
        self.gone(cell, product)
        np.add.at(self.used_up[FAILURE], (cell, product), 1)

    def leave(self, cell: int, product: int, units: int) -> None:
        """Note that units of customers go to a repairer."""
        if not self.lasts[product]:
            self.tried[cell, product] -= units

    def come_back(self, cell: int, product: int, units: int, is_repaired: bool) -> None:
        """Note that units are with their customers again; what does not last, or is of no use, is used up."""
        if not is_repaired:
            self.used_up[FAILURE, cell, product] += units
        elif not self.lasts[product]:
            self.used_up[NEED, cell, product] += units

    def wear_out(self, cell: Integers, product: Integers, units: Integers) -> None:
        """Note units at the end of their use."""
        np.add.at(self.used_up, (self.over_by[product], cell, product), units)

    def closed(self) -> Integers:
        """Return what was used up this week [R, C, P], and begin anew."""
        found = self.used_up.copy()
        self.used_up[:] = 0
        return found
