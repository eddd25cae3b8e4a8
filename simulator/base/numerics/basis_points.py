"""Basis points of counted amounts, rounded once, half to even; for a number and for a column."""

from typing import Any, overload

import numpy as np

from simulator.base.arrays import Integers

WHOLE = 10_000
"""Basis points in the whole."""
HALF = WHOLE // 2
MOST_EXACT = (1 << 63) // WHOLE
"""Amounts in columns below it can be taken basis points of without overflowing."""


@overload
def basis_points_of(amount: int, basis_points: int) -> int: ...
@overload
def basis_points_of(amount: Integers, basis_points: Integers) -> Integers: ...
def basis_points_of(amount: Any, basis_points: Any) -> Any:
    """Return so many basis points of an amount, or of each of many.

    >>> basis_points_of(44900, 1200), basis_points_of(np.array([25, 15]), np.array([1000, 1000])).tolist()
    (5388, [2, 2])
    """
    is_column = isinstance(amount, np.ndarray)
    if is_column and amount.size and int(amount.max()) >= MOST_EXACT:
        amount = amount.astype(object)
    whole, rest = divmod(amount * basis_points, WHOLE)
    rounded = whole + ((rest > HALF) | ((rest == HALF) & (whole % 2 == 1)))
    return rounded.astype(np.int64) if is_column else rounded
