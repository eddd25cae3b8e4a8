"""Members CSV: members in a CSV file, one a line under a line of column names, as nodes with places.

Columns are the settings of a member and may be separated by commas, semicolons or tabs; an empty cell is
left out, and tags are words separated by spaces. What it says becomes part of the scenario.
"""

import csv
from dataclasses import dataclass

from simulator.base.record import former_keys
from simulator.domain.channel.named_members import NamedMember
from simulator.scenario.errors.quoting import hint, shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.yaml.csv_cells import cell_starts, lines_of, separator_of
from simulator.scenario.yaml.file_references import referenced_file, resolved
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Place, Scalar
from simulator.scenario.yaml.scalars import scalar_value
from simulator.scenario.yaml.text_file import read_text

MEMBERS = "members"
COLUMNS = tuple(NamedMember.model_fields)
WORDS = ("name", "format", "role", "tier", "region", "maker", "pricing", "ordering")
"""Columns whose cells are words even if they look like numbers."""


def with_members(root: Mapping) -> tuple[Mapping, list[Complaint]]:
    """Return the root with the members of its CSV file put in, and the complaints about them."""
    entry = root.entries.get(MEMBERS)
    if entry is None or not (isinstance(entry.node, Scalar) and isinstance(entry.node.value, str)):
        return root, []
    named = entry.node
    try:
        listing, complaints = _read(named, named.place.file if named.place.line else root.place.file)
    except ScenarioError as refusal:
        listing, complaints = Listing(named.place, ()), refusal.complaints
    return Mapping(root.place, {**root.entries, MEMBERS: Entry(entry.key, listing)}), complaints


def _read(named: Scalar, naming: str) -> tuple[Listing, list[Complaint]]:
    shown = referenced_file(named, MEMBERS, naming, "a CSV file")
    try:
        text = read_text(resolved(shown), shown, what="list of members", form="a CSV file")
    except ScenarioError as refusal:
        raise ScenarioError(
            [
                wrong
                if wrong.line
                else named.place.complaint(MEMBERS, f"'{shortened(named.text)}': {wrong.text}")
                for wrong in refusal.complaints
            ]
        ) from None
    table = _Table(shown, text)
    return Listing(Place(shown, 1, 1), tuple(table.members())), table.complaints


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in a column of a line."""

    place: Place
    text: str


class _Table:
    """One CSV file being read: what was wrong in it, line by line."""

    def __init__(self, file: str, text: str) -> None:
        self.complaints: list[Complaint] = []
        self._file = file
        self._lines = lines_of(text)
        self._separator = separator_of(self._lines[0])

    def members(self) -> list[Node]:
        """Return a node for each member."""
        head = self._head()
        if not head:
            return []
        lines = [self._cells(number) for number in range(2, len(self._lines) + 1)]
        rows = [cells for cells in lines if any(cell.text for cell in cells)]
        if not rows and not self.complaints:
            self._complain(Place(self._file, 1, 1), "names nobody: there is nothing below the column names")
        return [self._member(head, cells) for cells in rows]

    def _head(self) -> list[str]:
        """Return the settings that the columns are, empty for a column that is none."""
        cells = self._cells(1)
        if not any(cell.text for cell in cells):
            if not self.complaints:
                told = f"is empty; its first line names the columns: {', '.join(COLUMNS[:6])} …"
                self._complain(Place(self._file, 1, 1), told)
            return []
        head: list[str] = []
        today = former_keys(NamedMember)
        for cell in cells:
            column = today.get(cell.text, cell.text)
            if column in head:
                self._complain(cell.place, "there are two columns of this name", cell.text)
            elif column not in COLUMNS:
                self._complain(cell.place, f"there is no such column{hint(cell.text, COLUMNS)}", cell.text)
            head.append(column if column in COLUMNS and column not in head else "")
        if "name" not in head:
            self._complain(cells[0].place, "there is no column 'name'; every member has one")
            return []
        return head

    def _member(self, head: list[str], cells: list[_Cell]) -> Node:
        if len(cells) < len(head) or any(cell.text for cell in cells[len(head) :]):
            told = f"there are {len(cells)} cells in this line and {len(head)} columns"
            self._complain(cells[0].place, told)
        entries = {
            column: Entry(cell.place, _value(column, cell))
            for column, cell in zip(head, cells, strict=False)
            if column and cell.text
        }
        return Mapping(cells[0].place, entries)

    def _cells(self, number: int) -> list[_Cell]:
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
            _Cell(Place(self._file, number, start + 1), text.strip())
            for start, text in zip(starts, texts, strict=bool(texts))
        ]

    def _complain(self, place: Place, text: str, column: str = "") -> None:
        self.complaints.append(place.complaint(shortened(column) or MEMBERS, text))


def _value(column: str, cell: _Cell) -> Node:
    if column == "tags":
        return Listing(cell.place, tuple(Scalar(cell.place, word, word) for word in cell.text.split()))
    value = cell.text if column in WORDS else scalar_value(cell.text)
    return Scalar(cell.place, cell.text, value)
