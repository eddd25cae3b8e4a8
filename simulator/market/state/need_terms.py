"""Need terms: how long customers of each cell keep a need of a category open, and what comes of the next."""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import threshold
from simulator.domain.people.segments import Need, Segment

GIVEN_UP_AT_ONCE = Need(per_year=0.0)
"""What a category is to customers that never need it."""


@dataclass(frozen=True)
class NeedTerms:
    """What is known of lasting needs, one row a category, one column a cell."""

    lasts: Integers
    """[Q, C] most weeks that a need is open [weeks]."""
    kept: Words
    """[Q, C] threshold under which a word means that an open need is kept for another week."""
    renewed: Words
    """[Q, C] threshold under which a word means that an open need has new luck this week."""
    growth: Floats
    """[Q, C] how much more is searched in each further week [per week]."""
    elsewhere: Floats
    """[Q, C] share of the reach that outlets of other regions have in further weeks [share]."""
    overtakes: Flags
    """[Q, C] whether the next need takes the place of an open one, rather than being one with it."""

    def widens(self, category: int) -> bool:
        """Say whether a search for something of a category widens from week to week."""
        return bool((self.growth[category] > 0.0).any() or (self.elsewhere[category] > 0.0).any())

    @property
    def any_last(self) -> bool:
        """Say whether any need may be open for more than its own week."""
        return bool((self.lasts > 1).any())


def need_terms(people: list[Segment], categories: tuple[str, ...]) -> NeedTerms:
    """Return the need terms of the segments of all cells."""
    table = [[one.needs.get(category, GIVEN_UP_AT_ONCE) for one in people] for category in categories]
    shape = (len(categories), len(people))

    def numbers(name: str) -> Floats:
        each = [getattr(need, name) for row in table for need in row]
        return np.array(each, dtype=np.float64).reshape(shape)

    return NeedTerms(
        lasts=np.array([need.lasts_weeks for row in table for need in row], dtype=np.int64).reshape(shape),
        kept=threshold(numbers("kept_per_week")),
        renewed=threshold(numbers("luck_renewed")),
        growth=numbers("search_growth"),
        elsewhere=numbers("search_elsewhere"),
        overtakes=np.array(
            [need.meanwhile == "overtakes" for row in table for need in row], dtype=bool
        ).reshape(shape),
    )
