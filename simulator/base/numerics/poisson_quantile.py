"""Poisson numbers for many at once: one walk along the distribution, on which everybody gets off."""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp


def poisson_quantiles(luck: NDArray[np.float64], mean: float) -> NDArray[np.int64]:
    """Return `poisson_quantile` of every luck at one mean.

    >>> poisson_quantiles(np.array([0.0001, 0.5, 0.9]), 7.0).tolist()
    [0, 7, 10]
    """
    if not luck.size:
        return np.zeros(0, dtype=np.int64)
    most = luck.max()
    chance = exp(-mean)
    sums = [chance]
    while sums[-1] < most:
        chance *= mean / len(sums)
        sums.append(sums[-1] + chance)
        if sums[-1] == sums[-2] and len(sums) - 1 > mean:
            break  # what is left of the tail is less than a float can tell
    found = np.searchsorted(np.array(sums), luck, side="left")
    return np.minimum(found, len(sums) - 1).astype(np.int64)


LARGEST_MEAN = 500.0
"""Beyond it e^(−λ) comes near to where floats end."""


def poisson_quantile(luck: float, mean: float) -> int:
    """Return the number of events with so much luck: the distribution's quantile, for means up to 500.

    >>> [poisson_quantile(u, 7.0) for u in (0.0001, 0.5, 0.9)]
    [0, 7, 10]
    """
    chance = exp(-mean)
    sum_so_far, count = chance, 0
    while sum_so_far < luck:
        count += 1
        chance *= mean / count
        before, sum_so_far = sum_so_far, sum_so_far + chance
        if sum_so_far == before and count > mean:
            break  # what is left of the tail is less than a float can tell
    return count
