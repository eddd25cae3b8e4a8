"""Delay: how many weeks late is what was sent?

    P(k weeks late) = p_k for k = 1, 2, …;      P(on time) = 1 − Σ p_k

Any distribution on whole weeks that ends can be said so. What is sent in another week draws anew: so what
was sent later may come earlier, and the delay of each is as the chances say. (Where goods of one order must
not overtake those of another, as in Kaplan (1970), Management Science 16(7), delays are no longer
independent; on crossing orders: Robinson, Bradley & Thomas (2001), M&SOM 3(3).)
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def weeks_late(rank: float, chances: Sequence[float]) -> int:
    """Return by how many weeks something is late whose luck is *rank*, in (0, 1).

    >>> [weeks_late(rank, [0.2, 0.1]) for rank in (0.1, 0.25, 0.31, 0.9)]
    [1, 2, 0, 0]
    """
    so_far = 0.0
    for late, chance in enumerate(chances, start=1):
        so_far += chance
        if rank < so_far:
            return late
    return 0


def variance_of_weeks_late(chances: Sequence[float]) -> float:
    """Return the variance of the delay [weeks²].

    >>> round(variance_of_weeks_late([0.2, 0.1]), 9)
    0.44
    """
    mean, square = mean_weeks_late(chances), 0.0
    for late, chance in enumerate(chances, start=1):
        square += late * late * chance
    return square - mean * mean


def delay_of(chances: Sequence[float]) -> tuple[float, float]:
    """Return mean and variance of the delay [weeks, weeks²]."""
    return (mean_weeks_late(chances), variance_of_weeks_late(chances)) if chances else (0.0, 0.0)


def mean_weeks_late(chances: Sequence[float]) -> float:
    """Return the mean delay [weeks].

    >>> round(mean_weeks_late([0.2, 0.1]), 9)
    0.4
    """
    mean = 0.0
    for late, chance in enumerate(chances, start=1):
        mean += late * chance
    return mean


def weeks_late_many(rank: NDArray[np.float64], chances: Sequence[float]) -> NDArray[np.int64]:
    """Return `weeks_late` of each rank.

    >>> weeks_late_many(np.array([0.1, 0.2, 0.25, 0.31, 0.9]), [0.2, 0.1]).tolist()
    [1, 2, 2, 0, 0]
    """
    so_far = np.add.accumulate(np.array(chances, dtype=np.float64))
    late = np.searchsorted(so_far, rank, side="right") + 1
    return np.where(late > len(so_far), 0, late).astype(np.int64)
