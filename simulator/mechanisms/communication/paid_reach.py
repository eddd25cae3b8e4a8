"""Paid reach: of all that would meet an ad, the ones that its budget pays for.

Those with the least words, so that a larger budget shows it to the same ones and to more.
"""

import numpy as np

from simulator.base.arrays import Floats, Integers, Words

ROUNDING = 1e-9
"""What sums of prices may differ by from a budget that pays for them [share of the budget]."""


def paid_for(words: Words, price: Floats, budget: float, spent: float = 0.0) -> Integers:
    """Return the places of contacts that a budget pays for, in their order [n].

    *words*: luck of each with the ad; *price*: of each contact; *spent*: of the budget, already [currency].

    >>> paid_for(np.array([7, 2, 5], dtype=np.uint64), np.array([1.0, 1.0, 1.0]), 2.0).tolist()
    [1, 2]
    """
    left = budget * (1.0 + ROUNDING) - spent
    if price.sum() <= left:
        return np.arange(len(words))
    order = np.argsort(words, kind="stable")
    return np.sort(order[price.take(order).cumsum() <= left])
