"""Weeks until: after how many weeks something happens that has a chance in each of them.

    P(in week k) = q (1 − q)^(k − 1),        P(within n weeks) = 1 − (1 − q)^n

Assumes: the chance is the same in every week, whatever came before (geometric waiting time, no ageing).
Source: Feller (1968), An Introduction to Probability Theory and Its Applications I, ch. VI.
"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def weeks_until(rank: Floats, per_week: Floats, within: Integers) -> Integers:
    """Return after how many weeks it happens to each, 0 if not within so many.

    *rank*, in (0, 1), is each one's luck, *per_week* its chance in each week.

    >>> weeks_until(np.array([0.3, 0.6, 0.9]), np.full(3, 0.5), np.full(3, 2)).tolist()
    [1, 2, 0]
    """
    weeks = np.zeros(len(rank), dtype=np.int64)
    left = np.ones(len(rank))
    for week in range(1, int(within.max(initial=0)) + 1):
        left = left * (1.0 - per_week)
        weeks[(weeks == 0) & (week <= within) & (rank < 1.0 - left)] = week
    return weeks
