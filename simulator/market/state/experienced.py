"""Experienced: what units that were taken home were to customers, counted until it is written down."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats

STEPS = 1 << 20
"""Fractions of satisfaction that are counted, so that sums are exact."""
CUSTOMERS, DISAPPOINTED, SATISFACTION, CONTENT, SHORTFALL = range(5)
REVIEWS, RATED, MEMBERS, MEMBERS_CONTENT, MEMBERS_SHORTFALL = range(5, 10)
PARTS = MEMBERS_SHORTFALL + 1
type Experienced = Counter[tuple[int, int]]
"""By place [C, O, P] and what of them: customers, disappointed ones, and sums, counted, of their
satisfaction, of what comparing adds to it, and of how much less than expected units deliver; reviews, and the
satisfaction of reviewers; members of the product's community among them, and what comparing adds to
their satisfaction, and how much less than expected their units deliver."""


@dataclass(frozen=True)
class Experiences:
    """Sums over experiences, by cell and product [C, P]."""

    customers: Floats
    content: Floats
    """What comparing with expectations adds to satisfaction, as they are heard."""
    shortfall: Floats
    """By how much less they deliver than was expected, as they are heard; less than zero: more."""
    satisfaction: Floats
    """How satisfied customers are with them [shares, added up]."""
    voices: Floats
    """As how many they are heard: each once, members of a community oftener."""

    @classmethod
    def none(cls, shape: tuple[int, int]) -> "Experiences":
        """Return none."""
        return cls(*np.zeros((5, *shape)))

    @classmethod
    def of_cells(cls, experienced: Experienced, places: tuple[int, ...], talks: Floats) -> "Experiences":
        """Return what has been experienced, over all outlets; *places*: how many [C, O, P].

        Of each product a member of its community is heard as 1 + *talks* others are [P].
        """
        cells, outlets, products = places
        sums = np.zeros((PARTS, cells, products))
        if experienced:
            place, what = np.array(list(experienced), dtype=np.int64).T
            numbers = np.array(list(experienced.values()), dtype=np.float64)  # whole: exact in any order
            np.add.at(sums, (what, place // (outlets * products), place % products), numbers)
        told = (
            (sums[of_all] + talks * sums[of_members]) / STEPS
            for of_all, of_members in ((CONTENT, MEMBERS_CONTENT), (SHORTFALL, MEMBERS_SHORTFALL))
        )
        voices = sums[CUSTOMERS] + talks * sums[MEMBERS]
        content, shortfall = told
        return cls(sums[CUSTOMERS], content, shortfall, sums[SATISFACTION] / STEPS, voices)

    def and_more(self, other: "Experiences") -> "Experiences":
        """Return the sums over these and others."""
        return Experiences(
            self.customers + other.customers,
            self.content + other.content,
            self.shortfall + other.shortfall,
            self.satisfaction + other.satisfaction,
            self.voices + other.voices,
        )
