"""Distinct rows of several columns of integers, in the order of their values.

Each row is packed into one number, its columns as the digits of it: sorting numbers is many times quicker
than sorting rows. Where the number would not fit, the digits so far are first replaced by their rank.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Integers

MOST = 2**62
"""Size below which packed rows are kept: they fit 64 bits with room to spare."""


def distinct_rows(columns: Sequence[Integers]) -> tuple[Integers, Integers]:
    """Return the place of one row of each distinct kind, in ascending order, and the kind of every row.

    *columns* are of one length and rows compare column by column, the first one first, as in
    ``numpy.unique(…, axis=0)``. ValueError for no column.
    """
    if not columns:
        raise ValueError("rows need at least one column")
    keys = _packed(columns)
    distinct, kind = np.unique(keys, return_inverse=True)
    place = np.empty(len(distinct), dtype=np.int64)
    place[kind] = np.arange(len(keys))
    return place, kind


def _packed(columns: Sequence[Integers]) -> Integers:
    """Return one number a row that orders rows as their columns do."""
    keys, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    if not len(keys):
        return keys
    for column in columns:
        digit, span = _digits(column)
        if size * span >= MOST:
            keys, size = _ranks(keys)
        keys, size = keys * span + digit, size * span
    return keys


def _digits(column: Integers) -> tuple[Integers, int]:
    """Return a column counted from its least value, and how many values that spans."""
    least, most = int(column.min()), int(column.max())
    if most - least >= 2**31:
        return _ranks(column)
    return column.astype(np.int64) - least, most - least + 1


def _ranks(values: Integers) -> tuple[Integers, int]:
    """Return the rank of every value among the distinct ones, and how many these are."""
    distinct, rank = np.unique(values, return_inverse=True)
    return rank.astype(np.int64), len(distinct)
