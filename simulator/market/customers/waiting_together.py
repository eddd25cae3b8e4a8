"""Waiting together: open needs of a category that add up, each customer's in one record, in columns.

25 bytes for each need that waits, none where needs do not add up.
"""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.market.state.choice_tables import NONE


class WaitingTogether:
    """Open needs of one category that add up, one row a need, by customer and, of each, as they arose."""

    def __init__(self) -> None:
        self.who = np.zeros(0, dtype=np.int64)
        self.need = np.zeros(0, dtype=np.int64)
        """Luck week of each need itself, with the week of its onset."""
        self.furthest = np.zeros(0, dtype=np.int8)
        """Stage that each came to by itself."""
        self.asked = np.zeros(0, dtype=np.int32)
        """Offer that each asked for in vain last, or NONE."""
        self.brought_by = np.zeros(0, dtype=np.int32)
        """Outlet that brought each to its stage by itself, or NONE."""

    def join(self, who: Integers, need: Integers) -> None:
        """Let needs wait behind all others of their customers; each customer once."""
        order = np.argsort(np.append(self.who, who), kind="stable")
        self.who, self.need = np.append(self.who, who)[order], np.append(self.need, need)[order]
        self.furthest = np.append(self.furthest, np.zeros(len(who), np.int8))[order]
        none = np.full(len(who), NONE, np.int32)
        self.asked = np.append(self.asked, none)[order]
        self.brought_by = np.append(self.brought_by, none)[order]

    def has(self, who: Integers) -> Flags:
        """Say of which customers any need waits."""
        at = np.searchsorted(self.who, who)
        found: Flags = np.append(self.who, NONE)[at] == who
        return found

    def rows(self, who: Integers, newest: bool = False) -> Integers:
        """Return the rows of the oldest needs of customers' records, or of the newest."""
        return np.searchsorted(self.who, who, side="right") - 1 if newest else np.searchsorted(self.who, who)

    def asks(self, row: Integers, wanted: Integers) -> Flags:
        """Return whether needs ask for what they have not asked for before, and note what they ask for."""
        asks: Flags = self.asked[row] != wanted
        self.asked[row] = wanted
        return asks

    def comes_to(self, row: Integers, stage: Integers) -> Integers:
        """Note how far needs came; return how far each has come so far."""
        self.furthest[row] = np.maximum(self.furthest[row], stage)
        return self.furthest[row].astype(np.int64)

    def leave(self, row: Integers) -> None:
        """Let needs wait no longer."""
        stays = np.ones(len(self.who), dtype=bool)
        stays[row] = False
        self.who, self.need = self.who[stays], self.need[stays]
        self.furthest, self.asked = self.furthest[stays], self.asked[stays]
        self.brought_by = self.brought_by[stays]
