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

    >>> weeks_until(np.array([0.3, 0.6, 0.9, 0.3]), np.full(4, 0.5), np.array([2, 2, 2, 0])).tolist()
    [1, 2, 0, 0]
    """
    weeks, at = np.zeros(len(rank), dtype=np.int64), np.flatnonzero((per_week > 0.0) & (within > 0))
    left = np.ones(len(at))
    for week in range(1, int(within[at].max(initial=0)) + 1):
        left = left * (1.0 - per_week[at])
        happens = rank[at] < 1.0 - left
        weeks[at[happens]] = week
        goes_on = ~happens & (week < within[at])
        at, left = at[goes_on], left[goes_on]
    return weeks
