"""Table lines: labels of the lines of a table, and heads above lines that belong together."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from simulator.ledger.metric import metric_named
from simulator.ledger.queries.plain_words import plain_words
from simulator.studies.runs.metric_name import name_of, title_of
from simulator.studies.runs.number_format import is_share, unit_label
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Line

if TYPE_CHECKING:
    from rich.table import Table


def line_label(line: Line, unit: str) -> str:
    """Return the label of a line: its metric and unit, or its part of a metric, also in plain words.

    >>> line_label(Line("sell_through_b", "", "", None), "share of units to be sold")
    'sell-through B [% of units to be sold]'
    >>> line_label(Line("conflict", "type", "vertical", None), "index")
    '    vertical (supplier and buyer)'
    """
    if line.week is not None:
        return f"    week {line.week}"
    if line.by:
        told = plain_words(line.by, line.key)
        return f"    {line.key} ({told})" if told else f"    {line.key}"
    return f"{title_of(line.metric)}{_unit(unit)}"


def notes_on(questions: Iterable[Question]) -> Iterator[str]:
    """Yield what a reader has to know of the numbers that answer questions, one a metric told whole."""
    for metric in dict.fromkeys(question.metric for question in questions if not question.by):
        if note := metric_named(metric).note:
            yield f"{title_of(metric)}: {note}."


def _unit(unit: str) -> str:
    """Return a unit as it stands behind a name, a share with its base; nothing of plain numbers and goods."""
    told = unit if unit == "%" else unit_label(unit)
    base = unit.removeprefix("share") if is_share(unit) and unit.startswith("share of ") else ""
    return f" [{told}{base}]" if told and told != "units" else ""


class Heads:
    """Puts a head above lines that are cut by something, where a new cut begins.

    Only parts that sum to the line of the whole stand under it; others have a head of their own.
    """

    def __init__(self, table: "Table") -> None:
        self._table = table
        self._cut = ("", "")
        self._metric = ""

    def above(self, line: Line, unit: str) -> None:
        """Add a head if this line begins a cut; with its unit, unless the metric's own line tells it."""
        by = "week" if line.week is not None else line.by
        cut = (line.metric, by)
        if by and cut != self._cut:
            self._table.add_row(head_of(line, unit, under=self._metric))
        self._cut, self._metric = cut, line.metric


def head_of(line: Line, unit: str, under: str = "") -> str:
    """Return the head of the cut that a line belongs to, where lines of the metric *under* stand above it."""
    by = "week" if line.week is not None else line.by
    is_below = line.metric == under
    if is_below and by in metric_named(line.metric).additive:
        return f"  by {by}"
    return f"{name_of(line.metric)} by {by}{_unit(unit_label(unit) if is_below else unit)}"
