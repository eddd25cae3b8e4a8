"""Rationing: who gets what is left, when customers come in the order of their keys?

The rule is the queue's: in the order of arrival keys, everybody takes the first choice if it is still
there, else the second, else leaves. Computed without a queue: offers that are over-demanded turn away
whoever comes after a cutoff, those try their second choice, until nothing is over-demanded. Cutoffs
only fall and keys are unique, so the outcome is the queue's.

Source: deferred acceptance (Gale & Shapley 1962) with one common ranking.
"""

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]

NONE = -1
_OPEN = np.uint64(0xFFFFFFFFFFFFFFFF)


def ration(first: Integers, second: Integers, key: NDArray[np.uint64], stock: Integers) -> Integers:
    """Return the offer each customer gets, or NONE.

    *first* and *second* are offers or NONE; *stock* has the units of every offer.
    """
    cutoff = np.full(len(stock) + 1, _OPEN)  # the last place, which NONE reaches, is never closed
    while True:
        served, served_second = _open_to(first, key, cutoff), _open_to(second, key, cutoff)
        got = np.where(served, first, np.where(served_second, second, NONE))
        over = np.flatnonzero(np.bincount(got[got != NONE], minlength=len(stock)) > stock)
        if not len(over):
            return got
        for offer in over:
            cutoff[offer] = _first_turned_away(key[got == offer], int(stock[offer]))


def _open_to(offer: Integers, key: NDArray[np.uint64], cutoff: NDArray[np.uint64]) -> NDArray[np.bool_]:
    closes = cutoff[offer]
    open_to: NDArray[np.bool_] = (key < closes) | (closes == _OPEN)
    return open_to


def _first_turned_away(keys: NDArray[np.uint64], stock: int) -> np.uint64:
    lowest: np.uint64 = np.partition(keys, stock)[stock]
    return lowest
