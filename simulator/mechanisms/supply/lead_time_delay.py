"""Lead-time delay: the weeks by which a shipment is late.

    P(k weeks late) = p_k for k = 1, 2, …;      P(on time) = 1 − Σ p_k

Any distribution on whole weeks that ends can be said so. What is sent in another week draws anew: so what
was sent later may come earlier, and the delay of each is as the chances say. (Where goods of one order must
not overtake those of another, as in Kaplan (1970), Management Science 16(7), delays are no longer
independent; on crossing orders: Robinson, Bradley & Thomas (2001), M&SOM 3(3).)
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, overload

import numpy as np

from simulator.base.arrays import Floats, Integers


@overload
def weeks_late(rank: float, chances: Sequence[float]) -> int: ...
@overload
def weeks_late(rank: Floats, chances: Sequence[float]) -> Integers: ...
def weeks_late(rank: Any, chances: Sequence[float]) -> Any:
    """Return the delay of a shipment, or of each of many, at a rank in (0, 1) [weeks].

    >>> weeks_late(0.1, [0.2, 0.1]), weeks_late(np.array([0.2, 0.25, 0.31, 0.9]), [0.2, 0.1]).tolist()
    (1, [2, 2, 0, 0])
    """
    up_to = list(accumulate(chances))
    is_number = isinstance(rank, float)
    late = 1 + (bisect_right(up_to, rank) if is_number else np.searchsorted(up_to, rank, side="right"))
    return late * (late <= len(chances))


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
