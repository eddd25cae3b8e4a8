"""Poisson numbers for many at once: one walk along the distribution, on which everybody gets off."""

import numpy as np
from numpy.typing import NDArray

from simulator.ground.portable import exp


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
