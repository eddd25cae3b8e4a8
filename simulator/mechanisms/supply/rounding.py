"""Counting: shares of counted amounts, rounded once."""

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]

WHOLE = 10_000
"""Basis points in the whole."""
HALF = WHOLE // 2
MOST_EXACT = (1 << 63) // WHOLE
"""Amounts below it can be taken basis points of without overflowing."""


def shares_of(amount: Integers, basis_points: Integers) -> Integers:
    """Return so many basis points of each amount, half to even.

    >>> shares_of(np.array([44900, 25, 15]), np.array([1200, 1000, 1000])).tolist()
    [5388, 2, 2]
    """
    if amount.size and int(amount.max()) >= MOST_EXACT:
        amount = amount.astype(object)
    whole, rest = np.divmod(amount * basis_points, WHOLE)
    return np.asarray(whole + ((rest > HALF) | ((rest == HALF) & (whole % 2 == 1))), dtype=np.int64)
