"""Experienced: what units that were taken home were to customers, counted until it is written down."""

from collections import Counter

import numpy as np

from simulator.base.arrays import Floats

STEPS = 1 << 20
"""Fractions of satisfaction that are counted, so that sums are exact."""
CUSTOMERS, DISAPPOINTED, SATISFACTION, DELIVERED = range(4)
type Experienced = Counter[tuple[int, int]]
"""By place [C, O, P] and what of them: customers, disappointed ones, and sums, counted, of their satisfaction
and of what their units deliver."""


def contentment(experienced: Experienced, cells: int, products: int, outlets: int) -> tuple[Floats, Floats]:
    """Return customers, and the sum of their satisfaction beyond what their units deliver [C, P]."""
    people, beyond = np.zeros((2, cells, products))
    for place, what in sorted(experienced):
        if what == CUSTOMERS:
            cell, product = place // (outlets * products), place % products
            people[cell, product] += experienced[place, CUSTOMERS]
            extra = experienced[place, SATISFACTION] - experienced[place, DELIVERED]
            beyond[cell, product] += extra / STEPS
    return people, beyond
