"""Allocation of short supply: proportional, or in turn.

Proportional: every order gets the same share of what it asks for,

    ⌊S a_i / Σ a⌋,      what rounding leaves goes to the largest remainders, ties by turn

In turn: every order gets what the orders before it leave. Both for the orders at many suppliers at once.

Source: Lee, Padmanabhan & Whang (1997), Management Science 43(4); Hamilton's method for whole units.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Integers, Words

type Column = Integers | Words

MOST_EXACT = 1 << 62
"""Products of whole numbers up to here are exact in columns."""


def largest_remainder(available: int, asked: Sequence[int], turn: Sequence[int] | None = None) -> list[int]:
    """Return the proportional shares at one supplier; without *turn* the first wins a tie [units].

    >>> largest_remainder(10, [8, 8, 4]), largest_remainder(99, [8, 4])
    ([4, 4, 2], [8, 4])
    """
    if sum(asked) <= available:
        return list(asked)
    ties = np.array(range(len(asked)) if turn is None else turn)
    one = np.zeros(len(asked), dtype=np.int64)
    shares: list[int] = proportional(np.array([available]), one, np.array(asked, np.int64), ties).tolist()
    return shares


def proportional(available: Integers, supplier: Integers, asked: Integers, *turn: Column) -> Integers:
    """Return what each order gets if each supplier divides what it has in proportion [units, n].

    Ties between remainders are settled by *turn*, the lowest first.

    >>> supplier, asked = np.array([0, 0, 1, 0, 1]), np.array([8, 8, 8, 4, 4])
    >>> proportional(np.array([10, 99]), supplier, asked, np.arange(5)).tolist()
    [4, 4, 8, 2, 4]
    """
    all_asked = np.zeros(len(available), dtype=np.int64)
    np.add.at(all_asked, supplier, asked)
    is_short = all_asked > available
    shared = np.where(is_short, available, 0)
    if len(asked) and int(shared.max()) * int(asked.max()) > MOST_EXACT:
        shared, asked, all_asked = (column.astype(object) for column in (shared, asked, all_asked))
    divisor = np.where(is_short, all_asked, 1)[supplier]
    products = shared[supplier] * asked
    given = products // divisor
    remainder = (products - given * divisor).astype(np.int64)
    given = given.astype(np.int64)
    left = np.where(is_short, available, 0)
    np.subtract.at(left, supplier, given)
    order = np.lexsort((*reversed(turn), -remainder, supplier))
    given[order] += _rank(supplier[order]) < left[supplier[order]]
    return np.where(is_short[supplier], given, asked.astype(np.int64))


def in_turn(available: Integers, supplier: Integers, asked: Integers, *turn: Column) -> Integers:
    """Return what each order gets if orders are filled one after the other, by *turn* [units, n].

    >>> supplier, asked = np.array([0, 0, 1, 0, 1]), np.array([8, 8, 8, 4, 4])
    >>> in_turn(np.array([10, 99]), supplier, asked, np.arange(5)).tolist()
    [8, 2, 8, 0, 4]
    """
    order = np.lexsort((*reversed(turn), supplier))
    mine, wanted = supplier[order], asked[order]
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
