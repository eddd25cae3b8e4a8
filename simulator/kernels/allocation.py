"""Allocation by many suppliers at once: who gets how much of whom, as `mechanisms.allocation` has it.

Orders stand in any order; *group* names whose goods each is for, by its place in *available*. *turn* are
columns by which orders come in turn, the first before the second …
"""

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]
type Column = NDArray[np.int64] | NDArray[np.uint64]

MOST_EXACT = 1 << 62
"""Products of whole numbers up to here are exact in columns."""


def proportional_many(available: Integers, group: Integers, asked: Integers, *turn: Column) -> Integers:
    """Divide what each has over what was asked of it; *turn* settles ties.

    >>> group, asked = np.array([0, 0, 1, 0, 1]), np.array([8, 8, 8, 4, 4])
    >>> proportional_many(np.array([10, 99]), group, asked, np.arange(5)).tolist()
    [4, 4, 8, 2, 4]
    """
    all_asked = np.zeros(len(available), dtype=np.int64)
    np.add.at(all_asked, group, asked)
    is_short = all_asked > available
    shared = np.where(is_short, available, 0)
    if len(asked) and int(shared.max()) * int(asked.max()) > MOST_EXACT:
        shared, asked, all_asked = (column.astype(object) for column in (shared, asked, all_asked))
    divisor = np.where(is_short, all_asked, 1)[group]
    products = shared[group] * asked
    given = products // divisor
    remainder = (products - given * divisor).astype(np.int64)
    given = given.astype(np.int64)
    left = np.where(is_short, available, 0)
    np.subtract.at(left, group, given)
    order = np.lexsort((*reversed(turn), -remainder, group))
    given[order] += _rank(group[order]) < left[group[order]]
    return np.where(is_short[group], given, asked.astype(np.int64))


def in_turn_many(available: Integers, group: Integers, asked: Integers, *turn: Column) -> Integers:
    """Give everybody what it asked for, by *turn*, as long as whom it asked has any.

    >>> group, asked = np.array([0, 0, 1, 0, 1]), np.array([8, 8, 8, 4, 4])
    >>> in_turn_many(np.array([10, 99]), group, asked, np.arange(5)).tolist()
    [8, 2, 8, 0, 4]
    """
    order = np.lexsort((*reversed(turn), group))
    mine, wanted = group[order], asked[order]
    before = np.cumsum(wanted) - wanted
    first = _first(mine)
    left = np.maximum(available[mine] - (before - before[first]), 0)
    given = np.empty_like(asked)
    given[order] = np.minimum(wanted, left)
    return given


def _first(group: Integers) -> Integers:
    """Return where the run that each row of sorted groups belongs to begins."""
    at = np.arange(len(group))
    starts = np.ones(len(group), dtype=bool)
    starts[1:] = group[1:] != group[:-1]
    first: Integers = np.maximum.accumulate(np.where(starts, at, 0))
    return first


def _rank(group: Integers) -> Integers:
    """Return how many rows of the same group stand before each row of sorted groups."""
    return np.arange(len(group)) - _first(group)
