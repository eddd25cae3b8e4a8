"""Allocation: who gets how much when there is not enough for all?

Proportional: everybody gets the same share of what they asked for; what rounding leaves goes to the
largest remainders, ties to whoever comes first. In turn: everybody gets what those before it leave.

Source: Lee, Padmanabhan & Whang (1997); Hamilton's method for whole units.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def proportional(available: int, asked: Sequence[int]) -> list[int]:
    """Divide what is available over what was asked.

    >>> proportional(10, [8, 8, 4]), proportional(99, [8, 4])
    ([4, 4, 2], [8, 4])
    """
    total = sum(asked)
    if total <= available:
        return list(asked)
    given = [available * units // total for units in asked]
    remainders = [available * units % total for units in asked]
    in_turn = sorted(range(len(asked)), key=lambda at: (-remainders[at], at))
    for at in in_turn[: available - sum(given)]:
        given[at] += 1
    return given


def in_turn(available: int, asked: Sequence[int]) -> list[int]:
    """Give everybody what it asked for, one after the other, as long as there is any.

    >>> in_turn(10, [8, 8, 4]), in_turn(99, [8, 4])
    ([8, 2, 0], [8, 4])
    """
    given = []
    for units in asked:
        given.append(min(units, available))
        available -= given[-1]
    return given


def among(places: Sequence[int], given: Sequence[int]) -> list[int]:
    """Put what was given in another order back into the places it belongs to.

    >>> among([2, 0, 1], [7, 5, 6])
    [5, 6, 7]
    """
    put = [0] * len(places)
    for place, units in zip(places, given, strict=True):
        put[place] = units
    return put


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
