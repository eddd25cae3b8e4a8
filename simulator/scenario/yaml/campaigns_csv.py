"""Campaigns CSV: a media plan in a CSV file, one campaign a line; columns are the settings of a campaign.

Its weeks are two columns, `first_week` and `last_week`; names in a cell are separated by bars: north|south.
"""

from simulator.base.record import former_keys
from simulator.domain.communication.message import Campaign
from simulator.scenario.yaml.csv_table import BAR, Cell, CsvList
from simulator.scenario.yaml.nodes import BarredName, Entry, Listing, Node, Scalar
from simulator.scenario.yaml.scalars import scalar_value

WEEKS, FIRST_AND_LAST = "weeks", ("first_week", "last_week")
NEEDED = ("medium", "message", *FIRST_AND_LAST, "weekly_budget")
LISTS = ("regions", "segments", "audiences", "stages")
"""Columns with names separated by bars."""
WORDS = ("medium", "message", "product")
"""Columns with cells that are words even if they look like numbers."""


def columns_of_campaigns() -> tuple[str, ...]:
    """Return the settings of a campaign, with two columns for its weeks, required ones first."""
    return (*NEEDED, *(name for name in Campaign.model_fields if name not in (WEEKS, *NEEDED)))


def settings_of_campaign(cells: dict[str, Cell]) -> dict[str, Entry]:
    """Return what the cells of a line say of a campaign."""
    weeks = [cells.get(column) for column in FIRST_AND_LAST]
    said = {
        column: Entry(cell.place, _value(column, cell))
        for column, cell in cells.items()
        if column not in FIRST_AND_LAST
    }
    there = [cell for cell in weeks if cell is not None]
    if there:
        lacking = Scalar(there[0].place, "", None)
        both = (lacking if cell is None else _value(WEEKS, cell) for cell in weeks)
        said[WEEKS] = Entry(there[0].place, Listing(there[0].place, tuple(both)))
    return said


def _value(column: str, cell: Cell) -> Node:
    if column in LISTS:
        names = (name.strip() for name in cell.text.split(BAR))
        return Listing(cell.place, tuple(BarredName(cell.place, name, name) for name in names))
    value = cell.text if column in WORDS else scalar_value(cell.text)
    return Scalar(cell.place, cell.text, value)


CAMPAIGNS = CsvList(
    key="campaigns",
    what="media plan",
    entry="campaign",
    no_entries="names no campaign",
    columns=columns_of_campaigns(),
    needed=NEEDED,
    former=former_keys(Campaign),
    settings=settings_of_campaign,
    barred=LISTS,
)
