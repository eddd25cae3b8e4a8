"""Experienced: what units that were taken home were to customers, counted until it is written down."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats

STEPS = 1 << 20
"""Fractions of satisfaction that are counted, so that sums are exact."""
CUSTOMERS, DISAPPOINTED, SATISFACTION, CONTENT, SHORTFALL, REVIEWS, RATED = range(7)
type Experienced = Counter[tuple[int, int]]
"""By place [C, O, P] and what of them: customers, disappointed ones, and sums, counted, of their
satisfaction, of what comparing adds to it, and of how much less than expected units deliver; reviews, and the
satisfaction of those who review."""


@dataclass(frozen=True)
class Experiences:
    """Sums over experiences, by cell and product [C, P]."""

    customers: Floats
    content: Floats
    """What comparing with expectations adds to satisfaction."""
    shortfall: Floats
    """By how much less they deliver than was expected; less than zero where it is more."""
    satisfaction: Floats
    """How satisfied customers are with them [shares, added up]."""

    @classmethod
    def none(cls, shape: tuple[int, int]) -> "Experiences":
        """Return none."""
        return cls(*np.zeros((4, *shape)))

    @classmethod
    def of_cells(cls, experienced: Experienced, cells: int, outlets: int, products: int) -> "Experiences":
        """Return what has been experienced, whatever the outlet."""
        sums = np.zeros((RATED + 1, cells, products))
        if experienced:
            place, what = np.array(list(experienced), dtype=np.int64).T
            numbers = np.array(list(experienced.values()), dtype=np.float64)  # whole: exact in any order
            np.add.at(sums, (what, place // (outlets * products), place % products), numbers)
        counted = (sums[what] / STEPS for what in (CONTENT, SHORTFALL, SATISFACTION))
        return cls(sums[CUSTOMERS], *counted)

    def and_more(self, other: "Experiences") -> "Experiences":
        """Return the sums over these and others."""
        return Experiences(
            self.customers + other.customers,
            self.content + other.content,
            self.shortfall + other.shortfall,
            self.satisfaction + other.satisfaction,
        )
