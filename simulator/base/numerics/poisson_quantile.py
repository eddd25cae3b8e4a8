"""Poisson quantile: the number of events at a given rank, for a number and for a column of ranks.

    min {n : Σ_{j ≤ n} e^(−λ) λ^j / j! ≥ u}

The sums are built up term by term until they pass the highest rank.
"""

from bisect import bisect_left
from typing import Any, overload

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.numerics.portable import exp

LARGEST_MEAN = 500.0
"""Beyond it e^(−λ) comes near to where floats end."""


@overload
def poisson_quantile(rank: float, mean: float) -> int: ...
@overload
def poisson_quantile(rank: Floats, mean: float) -> Integers: ...
def poisson_quantile(rank: Any, mean: float) -> Any:
    """Return the quantile at a rank in (0, 1), for means up to 500.

    >>> poisson_quantile(0.5, 7.0), poisson_quantile(np.array([0.0001, 0.5, 0.9]), 7.0).tolist()
    (7, [0, 7, 10])
    """
    if isinstance(rank, float):
        sums = _sums(rank, mean)
        return min(bisect_left(sums, rank), len(sums) - 1)
    sums = _sums(rank.max(initial=0.0).item(), mean)
    return np.minimum(np.searchsorted(sums, rank, side="left"), len(sums) - 1).astype(np.int64)


def _sums(highest: float, mean: float) -> list[float]:
    """Return the distribution function at 0, 1, … up to where it passes the highest rank."""
    chance = exp(-mean)
    sums = [chance]
    while sums[-1] < highest:
        chance *= mean / len(sums)
        sums.append(sums[-1] + chance)
        if sums[-1] == sums[-2] and len(sums) - 1 > mean:
            break  # what is left of the tail is less than a float can tell
    return sums
