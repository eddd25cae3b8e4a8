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


def poisson_counts(rank: Any, mean: Any) -> Any:
    """Return the quantile at each rank for a mean of its own, for two numbers or two columns.

    >>> poisson_counts(0.5, 7.0), poisson_counts(np.array([0.5, 0.9]), np.array([7.0, 0.0])).tolist()
    (7, [7, 0])
    """
    if isinstance(rank, float):
        return poisson_counts(np.array([rank]), np.array([mean])).item()
    chance = exp(-mean)
    sums, found = chance.copy(), np.zeros(len(rank), dtype=np.int64)
    open_ones = np.flatnonzero(sums < rank)
    while len(open_ones):
        found[open_ones] += 1
        chance[open_ones] *= mean[open_ones] / found[open_ones]
        before = sums[open_ones]
        sums[open_ones] += chance[open_ones]
        is_done = (sums[open_ones] == before) & (found[open_ones] > mean[open_ones])
        open_ones = open_ones[~is_done & (sums[open_ones] < rank[open_ones])]
    return found
