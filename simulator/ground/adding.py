"""Adding: floats in the order given, one by one.

Python's own `sum` compensates rounding since 3.12, NumPy's adds in pairs; columns and people who are
asked one by one must add alike, so both add left to right (as `np.bincount` does with weights).
"""

from collections.abc import Iterable


def total(values: Iterable[float]) -> float:
    """Return the sum, rounded after every addition.

    >>> total([0.1] * 10)
    0.9999999999999999
    """
    result = 0.0
    for value in values:
        result += value
    return result
