"""Usual interval: within how many weeks a customer that buys again counts as retained.

    I = L + 1 / a, rounded up

L: mean weeks for which a unit is of use, 0 where one need uses it up; a: chance of a need in a week without
one, or of replacing one that has worn out. A choice: a customer that needs the category as often as its
segment does, and always buys again, is retained by most of its purchases, and not by all.
"""

from math import ceil

from simulator.domain.people.need import Need
from simulator.domain.units import WEEKS_PER_YEAR

LONGEST = 1 << 20
"""Interval of customers that never need it again [weeks]."""


def usual_interval(need: Need, weeks_of_use: float) -> int:
    """Return the usual interval between two purchases of a category [weeks].

    >>> usual_interval(Need(per_year=4), 0.0), usual_interval(Need(per_year=4, replaced_per_week=0.5), 100.0)
    (13, 102)
    """
    if need.lapses_after_weeks is not None:
        return need.lapses_after_weeks
    needs, weeks = need.per_year, WEEKS_PER_YEAR
    if weeks_of_use and need.replaced_per_week is not None:
        needs, weeks = need.replaced_per_week, 1
    return LONGEST if needs * LONGEST <= weeks else ceil(weeks_of_use + weeks / needs)
