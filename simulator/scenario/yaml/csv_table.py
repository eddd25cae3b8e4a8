"""CSV table: a list of a scenario in a CSV file, one entry a line under a line of column names.

Cells may be separated by commas, semicolons or tabs; an empty one is left out. What is read are nodes with
places, so that a complaint about a cell names its line and column.
"""

import csv
from collections.abc import Callable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass

from simulator.scenario.errors.quoting import hint, shortened
from simulator.scenario.errors.scenario_error import Complaint
from simulator.scenario.yaml.csv_cells import cell_starts, lines_of, separator_of
from simulator.scenario.yaml.nodes import Entry, Mapping, Node, Place

BAR = "|"
"""What separates names in a cell; no name holds one."""
SHOWN_COLUMNS = 6
"""How many columns are named where there is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column of a line."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class CsvList:
    """A list of a scenario that may stand in a CSV file."""

    key: str
    """The setting that it is."""
    what: str
    """What the file is, as complaints say it."""
    entry: str
    """What a line is about, as complaints say it."""
    no_entries: str
    """The complaint where there is no line."""
    columns: tuple[str, ...]
    """The columns that there may be."""
    needed: tuple[str, ...]
    """The ones that there must be."""
    former: ReadOnly[str, str]
    """Today's names of columns, by former ones."""
    settings: Callable[[dict[str, Cell]], dict[str, Entry]]
    """What the cells of a line, by column, say."""
    barred: tuple[str, ...] = ()
    """Columns with several names in a cell, separated by bars."""


class CsvTable:
    """One CSV file being read: what was wrong in it, line by line."""

    def __init__(self, of: CsvList, file: str, text: str) -> None:
        self.complaints: list[Complaint] = []
        self._of = of
        self._file = file
        self._lines = lines_of(text)
        self._separator = separator_of(self._lines[0])

    def entries(self) -> list[Node]:
        """Return a node for each line."""
        head = self._head()
        if not head:
            return []
        lines = [self._cells(number) for number in range(2, len(self._lines) + 1)]
        rows = [cells for cells in lines if any(cell.text for cell in cells)]
        if not rows and not self.complaints:
            told = f"{self._of.no_entries}: there is nothing below the column names"
            self._complain(Place(self._file, 1, 1), told)
        return [self._entry(head, cells) for cells in rows]

    def _head(self) -> list[str]:
        """Return the settings that the columns are, empty for a column that is none."""
        cells, columns = self._cells(1), self._of.columns
        if not any(cell.text for cell in cells):
            if not self.complaints:
                told = f"is empty; its first line names the columns: {', '.join(columns[:SHOWN_COLUMNS])} …"
                self._complain(Place(self._file, 1, 1), told)
            return []
        head: list[str] = []
        for cell in cells:
            column = self._of.former.get(cell.text, cell.text)
            if column in head:
                self._complain(cell.place, "there are two columns of this name", cell.text)
            elif column not in columns:
                self._complain(cell.place, f"there is no such column{hint(cell.text, columns)}", cell.text)
            head.append(column if column in columns and column not in head else "")
        lacking = [column for column in self._of.needed if column not in head]
        for column in lacking:
            self._complain(cells[0].place, f"there is no column '{column}'; every {self._of.entry} has one")
        return [] if lacking else head

    def _entry(self, head: list[str], cells: list[Cell]) -> Node:
        if len(cells) < len(head) or any(cell.text for cell in cells[len(head) :]):
            told = f"there are {len(cells)} cells in this line and {len(head)} columns"
            lists = [column for column in head if column in self._of.barred]
            also = f"; several {lists[0]} in one cell are separated by {BAR}" if lists else ""
            self._complain(cells[0].place, told + also)
        said = {column: cell for column, cell in zip(head, cells, strict=False) if column and cell.text}
        return Mapping(cells[0].place, self._of.settings(said))

    def _cells(self, number: int) -> list[Cell]:
        """Return the cells of a line; none if it cannot be read, or there is nothing in it."""
        line = self._lines[number - 1]
        try:
            texts = next(csv.reader([line], delimiter=self._separator, strict=True), [])
        except csv.Error as wrong:
            told = "a quote is opened and never closed" if "unexpected end" in str(wrong) else str(wrong)
            self._complain(Place(self._file, number, 1), f"this line is no CSV: {shortened(told)}")
            return []
        starts = cell_starts(line, self._separator)
        return [
            Cell(Place(self._file, number, start + 1), text.strip())
            for start, text in zip(starts, texts, strict=bool(texts))
        ]

    def _complain(self, place: Place, text: str, column: str = "") -> None:
        self.complaints.append(place.complaint(shortened(column) or self._of.key, text))
