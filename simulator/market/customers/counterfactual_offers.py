"""Counterfactual offers: what customers with a lost need might have had, and what they did instead.

Both ways of keeping customers lay it out alike; what of it stood in the way is worked out once
(`lost_needs.py`).
"""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.state.choice_tables import NONE


@dataclass(frozen=True)
class CounterfactualOffers:
    """Offers of counterfactual markets: the focal maker's, and what of rivals' customers considered."""

    row: Integers
    """Customer of each pair, in order."""
    offer: Integers
    ours: Flags
    """Whether it is of the focal manufacturer."""
    known: Flags
    at_hand: Flags
    in_stock: Flags
    """Whether it was in stock when the week opened."""
    wait: Floats
    """What having to wait for it takes away; minus infinity where no order is taken or placed [utils]."""
    value: Floats
    """[2, pairs] utility without luck; in the second row at the price remembered, if that is less [utils]."""
    message: Floats
    """[2, pairs] what believing all that is true, and hearing of no price, adds [utils]."""
    fit: Floats
    """[2, pairs] what lacking nothing that the product asks for, and no doubt, adds [utils]."""
    shocks: list[Floats]
    """Luck without crowding, by branches [units of luck]."""
    cell: Integers
    """Of each customer."""
    scale: Floats
    """Of each customer's luck [utils]."""
    nothing: Floats
    """What going without is worth to each customer, luck and all [utils]."""


@dataclass(frozen=True)
class Done:
    """What customers did instead: offers by number, or NONE."""

    first: Integers
    second: Integers
    got: Integers
    waits: Integers

    def some(self, which: Flags | Integers) -> "Done":
        """Return what some of them did."""
        return Done(self.first[which], self.second[which], self.got[which], self.waits[which])

    @property
    def taken(self) -> Integers:
        """Return what each took or ordered, or NONE."""
        return np.where(self.got == NONE, self.waits, self.got)
