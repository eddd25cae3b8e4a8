"""Ordering: how values are grouped, ranked and counted off as in Mesa, but by the column.

Every function answers with positions or plain numbers; none knows an agent.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.market.customers.mesa_columns.row_agent import Array

type Positions = npt.NDArray[np.int64]


def grouped(values: Array) -> dict[Any, Positions]:
    """Group positions by value, the groups in order of first appearance.

    >>> {key: at.tolist() for key, at in grouped(np.array([3, 1, 3, 2])).items()}
    {3: [0, 2], 1: [1], 2: [3]}
    """
    keys, first, which = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(which, kind="stable")
    groups = np.split(order, np.cumsum(np.bincount(which))[:-1])
    return {keys.item(i): groups[i] for i in np.argsort(first)}


def ranked(values: Array, *, ascending: bool) -> Positions:
    """Rank positions by value; equals keep their order both ways, as with `sorted`.

    >>> ranked(np.array([1, 2, 1, 2]), ascending=False).tolist()
    [1, 3, 0, 2]
    """
    if ascending:
        return np.argsort(values, kind="stable")
    return len(values) - 1 - np.argsort(values[::-1], kind="stable")[::-1]


def count_off(at_most: float, size: int) -> int:
    """Turn Mesa's `at_most`, a number of agents or a fraction of them, into a number.

    >>> count_off(0.5, 7), count_off(2, 7), count_off(float("inf"), 7)
    (3, 2, 7)
    """
    if isinstance(at_most, float) and at_most <= 1.0:
        at_most = int(size * at_most)
    return size if at_most >= size else max(0, math.ceil(at_most))


def aggregate(values: Array, func: Callable[[Any], Any]) -> Any:
    """Apply a function to a column and get what it would make of the same numbers in a list.

    NumPy's own functions are spared the list: they get the column, widened as the list would have been.
    """
    if isinstance(func, np.ufunc) or (getattr(func, "__module__", None) or "").partition(".")[0] == "numpy":
        wide = {"f": np.float64, "i": np.int64, "u": np.int64}.get(values.dtype.kind)
        return func(values.astype(wide, copy=False) if wide else values)
    return func(values.tolist())
