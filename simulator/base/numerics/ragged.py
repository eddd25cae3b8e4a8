"""Ragged: lists of different lengths, one a row, laid end to end.

*starts* says where each row's list begins, and at the end where the last one ends [rows + 1]; *row*
says of each pair whose list it is in.
"""

import numpy as np
from numpy.typing import NDArray

type Integers = NDArray[np.int64]
type Floats = NDArray[np.float64]

NONE = -1


def starts_of(row: Integers, rows: int) -> Integers:
    """Return where each row's list begins [rows + 1]."""
    starts = np.zeros(rows + 1, dtype=np.int64)
    np.bincount(row, minlength=rows).cumsum(out=starts[1:])
    return starts


def picked_rows(starts: Integers, rows: Integers) -> tuple[Integers, Integers]:
    """Lay the lists of some rows end to end; return which of them each pair belongs to, and the pair."""
    lengths = starts[rows + 1] - starts[rows]
    row = np.repeat(np.arange(len(rows)), lengths)
    shift = starts[rows] - (lengths.cumsum() - lengths)
    return row, np.arange(len(row)) + shift.take(row)


def table_of(row: Integers, value: Floats, rows: int) -> tuple[Floats, Integers]:
    """Write the lists below each other, filled up with −inf [rows, longest]; return where they began, too."""
    starts = starts_of(row, rows)
    width = int((starts[1:] - starts[:-1]).max(initial=0))
    table = np.full((rows, max(width, 1)), -np.inf)
    table.ravel()[np.arange(len(row)) + (np.arange(rows) * table.shape[1] - starts[:-1]).take(row)] = value
    return table, starts[:-1]


def highest(row: Integers, value: Floats, rows: int) -> tuple[Integers, Floats]:
    """Return each row's first highest pair and its value; NONE and −inf for an empty row."""
    table, starts = table_of(row, value, rows)
    place, best = _best(table)
    return np.where(best > -np.inf, starts + place, NONE), best


def two_highest(row: Integers, value: Floats, rows: int) -> tuple[Integers, Floats, Integers, Floats]:
    """Return each row's highest pair and its value, and the next highest and its value, as `highest`."""
    table, starts = table_of(row, value, rows)
    place, best = _best(table)
    table[np.arange(rows), place] = -np.inf
    next_place, next_best = _best(table)
    return (
        np.where(best > -np.inf, starts + place, NONE),
        best,
        np.where(next_best > -np.inf, starts + next_place, NONE),
        next_best,
    )


def _best(table: Floats) -> tuple[Integers, Floats]:
    place = table.argmax(axis=1)
    return place, table.ravel().take(place + np.arange(len(table)) * table.shape[1])


def summed(row: Integers, value: Floats, rows: int) -> Floats:
    """Return each row's sum, added left to right (bincount adds in the order of the list)."""
    return np.bincount(row, weights=value, minlength=rows)


def picked(values: Integers, where: Integers) -> Integers:
    """Return values[where], NONE where there is no place."""
    result = np.full(len(where), NONE, dtype=np.int64)
    there = (where != NONE).nonzero()[0]
    result[there] = values.take(where.take(there))
    return result
