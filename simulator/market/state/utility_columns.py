"""Utility columns: what terms of utility declare of segments, outlets and products, as columns.

A number becomes a column, a tuple of numbers a tuple of columns, a name a column of codes, and a map from
names to numbers a table by code. `ColumnView` gives them out under their names, laid out as pairs of
customers and offers or as tables of cells and offers, each at most once: what `shopper` and `offer` are to
a term in columns.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Integers

type Column = NDArray[Any]
type Columns = dict[str, Any]
"""By name: a column, a tuple of columns, or a `ByName`."""
type LaidOut = Callable[[Column], Column]


class Codes:
    """Numbers for names, given out as names come."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def of(self, name: str) -> int:
        """Return the code of a name."""
        return self._codes.setdefault(name, len(self._codes))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names, in the order of their codes."""
        return tuple(self._codes)

    def table(self, said: Mapping[str, float]) -> Floats:
        """Return a number for every name there is, zero where a map has none."""
        return np.array([said.get(name, 0.0) for name in self._codes], dtype=np.float64)


class ByName:
    """A map from names to numbers for each row [n, names], looked up by codes; zero for what it lacks."""

    def __init__(self, table: Floats, row: Integers) -> None:
        self.table = table
        self.row = row

    def __getitem__(self, code: Integers) -> Floats:
        found: Floats = self.table[self.row, code]
        return found

    def at(self, laid: LaidOut) -> "ByName":
        """Return the same with rows laid out."""
        return ByName(self.table, laid(self.row))


def columns_of(nouns: Sequence[Mapping[str, Any]], codes: Codes) -> Columns:
    """Return what each of many nouns declares, name by name, as columns."""
    names = nouns[0] if nouns else {}
    return {name: _column([noun[name] for noun in nouns], codes) for name in names}


def _column(values: list[Any], codes: Codes) -> Any:
    first = values[0]
    if isinstance(first, tuple):
        return tuple(_column(list(part), codes) for part in zip(*values, strict=True))
    if isinstance(first, Mapping):
        return ByName(np.array([codes.table(said) for said in values]), np.arange(len(values)))
    if isinstance(first, str):
        return np.array([codes.of(name) for name in values], dtype=np.int64)
    return np.array(values, dtype=np.float64)


class ColumnView:
    """Columns by name, laid out where they are used; *own* are laid out already."""

    def __init__(self, *tables: tuple[Columns, LaidOut], **own: Any) -> None:
        self._tables = tables
        self.__dict__.update(own)

    def also(self, **own: Any) -> None:
        """Give out more columns, laid out already."""
        self.__dict__.update(own)

    def __getattr__(self, name: str) -> Any:
        for columns, laid in self._tables:
            if name in columns:
                found = laid_out(columns[name], laid)
                self.__dict__[name] = found
                return found
        raise AttributeError(f"no term of utility declares '{name}'")


def laid_out(column: Any, laid: LaidOut) -> Any:
    """Return a column, each of a tuple, or a map, laid out."""
    if isinstance(column, tuple):
        return tuple(laid(part) for part in column)
    return column.at(laid) if isinstance(column, ByName) else laid(column)
