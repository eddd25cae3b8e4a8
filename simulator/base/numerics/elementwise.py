"""Elementwise: choices between values that read alike for a number and for a column.

A formula written with these, + − × ÷ and comparisons holds for both. A number stays a Python number, without
the cost of an array.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import sqrt
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray


def where[X](condition: Any, yes: X, no: X) -> X:
    """Return *yes* where the condition holds, else *no*; both are worked out.

    >>> where(2 > 1, 5.0, 0.0), where(np.array([True, False]), 5.0, 0.0).tolist()
    (5.0, [5.0, 0.0])
    """
    if isinstance(condition, np.ndarray):
        return cast("X", np.where(condition, cast("Any", yes), cast("Any", no)))
    return yes if condition else no


def larger[X](one: X, other: X) -> X:
    """Return the larger of two numbers, or of each pair."""
    return where(cast("Any", one) >= other, one, other)


def smaller[X](one: X, other: X) -> X:
    """Return the smaller of two numbers, or of each pair."""
    return where(cast("Any", one) <= other, one, other)


def root[X](value: X) -> X:
    """Return the square root of a number, or of each."""
    found: Any = np.sqrt(value) if isinstance(value, np.ndarray) else sqrt(cast("float", value))
    return cast("X", found)


def is_unknown(value: Any) -> Any:
    """Say whether a number is missing: none, or not a number; in columns only the latter."""
    return np.isnan(value) if isinstance(value, np.ndarray) else value is None or value != value  # noqa: PLR0124


def or_else[X](value: X | None, otherwise: X) -> X:
    """Return a value, or where it is unknown, another."""
    return where(is_unknown(value), otherwise, cast("X", value))


def at_once(function: Callable[[Any], Any], *values: Any) -> Sequence[Any]:
    """Return an elementwise function of several numbers, or columns: of all columns in one call.

    >>> at_once(abs, -1.0, 2.0)
    (1.0, 2.0)
    >>> [one.tolist() for one in at_once(np.abs, np.array([-1.0, 2.0]), np.array([-3.0]))]
    [[1.0, 2.0], [3.0]]
    """
    if isinstance(values[0], float):
        return tuple(function(value) for value in values)
    if len(values) == 1:
        return [function(values[0])]
    return parts(function(np.concatenate(values)), [len(column) for column in values])


def parts(column: NDArray[np.float64], lengths: Sequence[int]) -> list[NDArray[np.float64]]:
    """Return the parts of a column that lie end to end.

    >>> [part.tolist() for part in parts(np.array([1.0, 2.0, 3.0]), [2, 1])]
    [[1.0, 2.0], [3.0]]
    """
    ends = list(accumulate(lengths))
    return [column[start:end] for start, end in zip([0, *ends], ends, strict=False)]
