"""Rows: some entries of one kind, with their party and their week, in units and currency.

Metrics start here. The window of a ledger is the weeks after the warm-up, up to the last recorded.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.domain.entry_kind import Sort
from simulator.ledger.columns import Column, Columns, kind_named
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Rows: entries of one kind, with the columns of their party and their week."""

    header: RunHeader
    columns: Columns
    who_column: str
    when_column: str

    def __getitem__(self, column: str) -> Column:
        return self.columns[column]

    def __len__(self) -> int:
        return int(self.columns["week"].size)

    @property
    def who(self) -> Column:
        """Return the party of each row."""
        return self.columns[self.who_column]

    @property
    def when(self) -> Column:
        """Return the week of each row."""
        return self.columns[self.when_column]

    def where(self, chosen: Column) -> "Rows":
        """Return the rows for which *chosen* holds."""
        kept = {name: column[chosen] for name, column in self.columns.items()}
        return Rows(self.header, kept, self.who_column, self.when_column)

    def between(self, first: int, last: int) -> "Rows":
        """Return the rows of the weeks from *first* to *last*, both included."""
        return self.where((self.when >= first) & (self.when <= last))

    def focal(self) -> "Rows":
        """Return the rows about the focal manufacturer's products."""
        return self.where(self.header.focal_products[self["product"]])

    @property
    def units(self) -> Numbers:
        """Return the units of each row, in units of the product."""
        return self["units"] * self.header.scenario.units.quantity_step

    def money(self, column: str) -> Numbers:
        """Return a column of money, in currency."""
        return self[column] * self.header.scenario.units.money_step

    def worth(self, price: str) -> Numbers:
        """Return the value of the units of each row at a price each, in currency."""
        return self["units"] * self.money(price)


def window(ledger: Ledger) -> tuple[int, int]:
    """Return the first and the last week that metrics look at; there may be none between them."""
    return ledger.header.scenario.warm_up + 1, ledger.last_week


def weeks(ledger: Ledger) -> int:
    """Return how many weeks metrics look at."""
    first, last = window(ledger)
    return max(0, last - first + 1)


def all_rows(ledger: Ledger, kind: str, *, who: str | None = None, when: str = "week") -> Rows:
    """Return all entries of a kind, by a column of parties: the one named, else the first."""
    sorts = kind_named(kind).columns
    party = who or next((name for name, sort in sorts.items() if sort is Sort.PARTY), when)
    return Rows(ledger.header, ledger.columns(kind), party, when)


def rows_of(ledger: Ledger, kind: str, *, who: str | None = None, when: str = "week") -> Rows:
    """Return the entries of a kind in the window."""
    return all_rows(ledger, kind, who=who, when=when).between(*window(ledger))
