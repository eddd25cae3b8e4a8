"""Ragged: lists of different lengths, one a row, laid end to end."""

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]
type Floats = NDArray[np.float64]


def starts_of(row: Integers, rows: int) -> Integers:
    """Return where each row's pairs start, and at the end how many pairs there are [rows + 1]."""
    starts = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=rows), out=starts[1:])
    return starts


def highest(row: Integers, value: Floats, rows: int) -> tuple[Integers, Floats]:
    """Return each row's first highest pair and its value; −1 and −inf for an empty row."""
    starts = starts_of(row, rows)
    filled = np.flatnonzero(np.diff(starts))
    best = np.full(rows, -np.inf)
    where = np.full(rows, -1, dtype=np.int64)
    if len(filled):
        best[filled] = np.maximum.reduceat(value, starts[:-1][filled])
        at = np.flatnonzero(value == best[row])[::-1]  # reversed: where two tie, the first is written last
        where[row[at]] = at
    return where, best


def summed(row: Integers, value: Floats, rows: int) -> Floats:
    """Return each row's sum, added left to right (bincount adds in the order of the list)."""
    return np.bincount(row, weights=value, minlength=rows)


def crossed(group_row: Integers, pair_row: Integers, rows: int) -> tuple[Integers, Integers]:
    """Match every group with every pair of its row; return group and pair numbers, group by group."""
    starts = starts_of(pair_row, rows)
    lengths = np.diff(starts)[group_row]
    group = np.repeat(np.arange(len(group_row)), lengths)
    offset = np.arange(len(group)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return group, starts[group_row][group] + offset
