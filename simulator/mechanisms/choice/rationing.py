"""Rationing: which customers get what is left, when they come in the order of their keys?

The rule is the queue's: in the order of arrival keys, everybody takes the first choice if it is still
there, else the second, else leaves. Computed without a queue: an offer that is over-demanded turns away
all that come after the last it can serve, these try their second choice, until nothing is
over-demanded. The last served only ever comes earlier and keys are unique, so the outcome is the queue's.

Source: deferred acceptance (Gale & Shapley 1962) with one common ranking.
"""

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]

NONE = -1
_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)


def ration(first: Integers, second: Integers, key: NDArray[np.uint64], stock: Integers) -> Integers:
    """Return the offer each customer gets, or NONE.

    *first* and *second* are offers or NONE; *stock* has the units of every offer.
    """
    last = np.full(len(stock) + 1, _LAST)  # the place that NONE reaches is never over-demanded
    shut = np.append(stock <= 0, False)
    while True:
        served = (key <= last[first]) & ~shut[first]
        served_second = (key <= last[second]) & ~shut[second]
        got = np.where(served, first, np.where(served_second, second, NONE))
        over = np.flatnonzero(np.bincount(got[got != NONE], minlength=len(stock)) > stock)
        if not len(over):
            return got
        for offer in over:
            last[offer] = _last_served(key[got == offer], int(stock[offer]))


def _last_served(keys: NDArray[np.uint64], stock: int) -> np.uint64:
    served: np.uint64 = np.partition(keys, stock - 1)[stock - 1]
    return served
