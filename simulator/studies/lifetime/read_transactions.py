"""Reading of transactions: a CSV file of purchases, this simulator's or another source's, as a table.

Its first line names the columns, in any order: `customer` and `week` (a number, in any calendar of weeks),
and if they are there `units` and `price` and the names outlet, format, product, maker, segment and region;
others are passed over. Cells may be separated by commas, semicolons or tabs.
"""

import csv
import re
from collections.abc import Callable
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.scenario.errors.arguments import path_text
from simulator.scenario.errors.quoting import hint, shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.yaml.csv_cells import QUOTE, cell_starts, lines_of, separator_of
from simulator.scenario.yaml.text_file import read_text

LARGEST_TABLE = 256 * 1024 * 1024
"""A larger file is refused before it is read [bytes]."""
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,17}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
WHOLE = re.compile(r"-?[0-9]{1,18}")
NEEDED = ("customer", "week")
NAMES = ("outlet", "format", "product", "maker", "segment", "region")
MOST = 1e9
NUMBERS: dict[str, tuple[Callable[[float], bool], str]] = {
    "week": (lambda value: 0 <= value <= MOST, "a number of weeks from 0 to a thousand million"),
    "units": (lambda value: 0 < value <= MOST, "a number above 0, a thousand million at most"),
    "price": (lambda value: 0 <= value <= MOST, "a number from 0 to a thousand million"),
}
"""Which numbers a column takes, and how a refusal calls them."""
type AnyColumn = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.object_]


class TransactionsError(ScenarioError):
    """A table of transactions that cannot be read; its complaints say where and why, one a line."""


def read_transactions(path: str | PathLike[str]) -> pd.DataFrame:
    """Return the transactions of a CSV file, one row a line, in its order.

    Columns: customer (a number where all are whole numbers, else text), week, and those of units, price and
    names that the file has. Raises TransactionsError with all that is wrong, by line and column;
    ArgumentError for no path.
    """
    shown = path_text("path", path)
    try:
        text = read_text(
            Path(shown), shown, what="table of transactions", form="a CSV file", largest=LARGEST_TABLE
        )
    except ScenarioError as refusal:
        raise TransactionsError(refusal.complaints) from None
    return _Lines(shown, lines_of(text)).table()


class _Lines:
    """The lines of one file being read, and what is wrong in them."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self._file, self._lines, self._complaints = file, lines, list[Complaint]()
        self._separator = separator_of(lines[0])

    def table(self) -> pd.DataFrame:
        """Return the table; TransactionsError if anything is wrong."""
        head = self._head()
        self._refuse()
        read: dict[str, list[str]] = {column: [] for column in head if column}
        numbers: list[int] = []
        for number, line in enumerate(self._lines[1:], start=2):
            cells = self._cells(number, line)
            if not any(cells):
                continue
            if len(cells) != len(head):
                self._complain(number, 1, "", f"there are {len(cells)} cells and {len(head)} columns")
                continue
            numbers.append(number)
            for column, cell in zip(head, cells, strict=True):
                if column:
                    read[column].append(cell)
        if not numbers:
            self._complain(1, 1, "", "has no purchase: there is nothing below the column names")
        self._refuse()
        columns = {
            column: self._column(column, head.index(column), list(zip(numbers, cells, strict=True)))
            for column, cells in read.items()
        }
        self._refuse()
        return pd.DataFrame(columns)

    def _head(self) -> list[str]:
        """Return the columns by name, empty for one that is passed over."""
        cells = self._cells(1, self._lines[0])
        known = (*NEEDED, *NUMBERS, *NAMES)
        head = [cell if cell in known else "" for cell in cells]
        for at, column in enumerate(head):
            if column and column in head[:at]:
                self._complain(1, self._start(1, at), column, "there are two columns of this name")
        for column in NEEDED:
            if cells and column not in head:
                told = f"there is no column '{column}'; its first line names the columns{hint(column, cells)}"
                self._complain(1, 1, "", told)
        return head

    def _cells(self, number: int, line: str) -> list[str]:
        if QUOTE not in line:
            return [cell.strip() for cell in line.split(self._separator)]
        try:
            return [cell.strip() for cell in next(csv.reader([line], delimiter=self._separator, strict=True))]
        except csv.Error as wrong:
            told = "a quote is opened and never closed" if "unexpected end" in str(wrong) else str(wrong)
            self._complain(number, 1, "", f"this line is no CSV: {shortened(told)}")
            return []

    def _column(self, name: str, at: int, cells: list[tuple[int, str]]) -> AnyColumn:
        """Return the column at a place of the head; *cells* with the numbers of their lines."""
        if name in NUMBERS:
            return self._numbers(name, at, cells)
        if name == "customer":
            for number, cell in cells:
                if not cell:
                    self._complain(number, self._start(number, at), name, "is left empty")
            if all(WHOLE.fullmatch(cell) for _, cell in cells):
                return np.array([int(cell) for _, cell in cells], dtype=np.int64)
        return np.array([cell for _, cell in cells], dtype=object)

    def _numbers(self, name: str, at: int, cells: list[tuple[int, str]]) -> AnyColumn:
        """Return a column of numbers, whole ones where all are, but for prices."""
        is_meant, meant = NUMBERS[name]
        values = [float(cell) if NUMBER.fullmatch(cell) else float("nan") for _, cell in cells]
        wrong = [cell for cell, value in zip(cells, values, strict=True) if not is_meant(value)]
        for number, cell in wrong:
            told = f"'{shortened(cell)}'" if cell else "left empty"
            self._complain(number, self._start(number, at), name, f"should be {meant}, is {told}")
        column = np.array(values)
        is_whole = name != "price" and not wrong and bool((column == np.floor(column)).all())
        return column.astype(np.int64) if is_whole else column

    def _start(self, number: int, at: int) -> int:
        """Return the place in a line at which a cell begins, from 1."""
        starts = cell_starts(self._lines[number - 1], self._separator)
        return starts[min(at, len(starts) - 1)] + 1

    def _complain(self, line: int, at: int, column: str, text: str) -> None:
        self._complaints.append(Complaint(self._file, line, at, shortened(column), text))

    def _refuse(self) -> None:
        if self._complaints:
            raise TransactionsError(self._complaints)
