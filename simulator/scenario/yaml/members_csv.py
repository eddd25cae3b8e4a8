"""Members CSV: members in a CSV file, one a line; columns are the settings of a member.

Tags are words separated by spaces.
"""

from simulator.base.record import former_keys
from simulator.domain.channel.named_members import NamedMember
from simulator.scenario.yaml.csv_table import Cell, CsvList
from simulator.scenario.yaml.nodes import Entry, Listing, Node, Scalar
from simulator.scenario.yaml.scalars import scalar_value

WORDS = ("name", "format", "role", "tier", "region", "maker", "pricing", "ordering")
"""Columns with cells that are words even if they look like numbers."""


def settings_of_member(cells: dict[str, Cell]) -> dict[str, Entry]:
    """Return what the cells of a line say of a member."""
    return {column: Entry(cell.place, _value(column, cell)) for column, cell in cells.items()}


def _value(column: str, cell: Cell) -> Node:
    if column == "tags":
        return Listing(cell.place, tuple(Scalar(cell.place, word, word) for word in cell.text.split()))
    value = cell.text if column in WORDS else scalar_value(cell.text)
    return Scalar(cell.place, cell.text, value)


MEMBERS = CsvList(
    key="members",
    what="list of members",
    entry="member",
    no_entries="names nobody",
    columns=tuple(NamedMember.model_fields),
    needed=("name",),
    former=former_keys(NamedMember),
    settings=settings_of_member,
)
