"""Table lines: labels of the lines of a table, and heads above lines that belong together."""

from typing import TYPE_CHECKING

from simulator.studies.runs.metric_name import name_of
from simulator.studies.runs.number_format import unit_label
from simulator.studies.runs.runs import Line

if TYPE_CHECKING:
    from rich.table import Table


def line_label(line: Line, unit: str) -> str:
    """Return the label of a line: its metric and unit, or its part of a metric.

    >>> line_label(Line("sell_through_b", "", "", None), "share of units")
    'sell-through B [%]'
    >>> line_label(Line("conflict", "type", "vertical", None), "index")
    '    vertical'
    """
    if line.week is not None:
        return f"    week {line.week}"
    if line.by:
        return f"    {line.key}"
    return f"{name_of(line.metric)}{_unit(unit)}"


def _unit(unit: str) -> str:
    """Return a unit as it stands behind a name; nothing of plain numbers and units of goods."""
    told = unit_label(unit)
    return f" [{told}]" if told and told != "units" else ""


class Heads:
    """Puts a head above lines that are cut by something, where a new cut begins."""

    def __init__(self, table: "Table") -> None:
        self._table = table
        self._cut = ("", "")
        self._metric = ""

    def above(self, line: Line, unit: str) -> None:
        """Add a head if this line begins a cut; with its unit, unless the metric's own line tells it."""
        by = "week" if line.week is not None else line.by
        cut = (line.metric, by)
        if by and cut != self._cut:
            whole = f"{name_of(line.metric)} by {by}{_unit(unit)}"
            self._table.add_row(f"  by {by}" if line.metric == self._metric else whole)
        self._cut, self._metric = cut, line.metric
