"""Adding: floats in the order given, one by one.

Python's own `sum` compensates rounding since 3.12, NumPy's adds in pairs; columns and people who are
asked one by one must add alike, so both add left to right (as `np.bincount` does with weights).
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def total[X: (float, NDArray[np.float64])](values: Iterable[X]) -> X | float:
    """Return the sum of numbers, or of columns, rounded after every addition.

    >>> total([0.1] * 10)
    0.9999999999999999
    """
    result: X | float = 0.0
    for value in values:
        result = result + value
    return result


def left_to_right(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums of the rows of a table, each added as `total` adds.

    >>> left_to_right(np.full((1, 10), 0.1)).item() == total([0.1] * 10)
    True
    """
    if not values.shape[1]:
        return np.zeros(len(values))
    sums: NDArray[np.float64] = np.add.accumulate(values, axis=1)[:, -1]
    return sums
