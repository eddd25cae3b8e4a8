"""Needs: where customers were lost on the way to a sale, and what changes most of it."""

from simulator.lab.compare import Comparison
from simulator.lab.runs import Line
from simulator.lab.statistics import interval, paired
from simulator.lab.wording import give_or_take
from simulator.views.comparison_page import difference_told
from simulator.views.pictures.lost_units import TOLD

type Row = list[str]


def lost_needs(comparison: Comparison) -> list[Row]:
    """Return, reason by reason, how many needs each scenario lost, and the differences to the baseline."""
    return [[TOLD.get(line.key, line.key), *_cells(comparison, line)] for line in _lines(comparison)]


def most_changed(comparison: Comparison) -> list[str]:
    """Return a sentence for each other scenario: which reason loses fewer, and which more, than before."""
    return [f"{label}: {_told(comparison, label)}." for label in comparison.others]


def _told(comparison: Comparison, label: str) -> str:
    changes = []
    for line in _lines(comparison):
        base, mine = (comparison.runs.series(line, one) for one in (comparison.baseline, label))
        change, reason = paired(base, mine).difference, TOLD.get(line.key, line.key)
        if change.n and (change.n == 1 or change.tells_a_difference) and change.mean:
            changes.append((change.mean, reason, give_or_take(change, "needs", sign=True)))
    fewest, most = min(changes, default=None), max(changes, default=None)
    parts = []
    if fewest is not None and fewest[0] < 0:
        parts.append(f"fewer are lost above all to “{fewest[1]}” ({fewest[2]} needs)")
    if most is not None and most[0] > 0:
        parts.append(f"more are lost above all to “{most[1]}” ({most[2]} needs)")
    return "; ".join(parts) if parts else "no reason changes so that it could be told from luck"


def _lines(comparison: Comparison) -> list[Line]:
    return comparison.runs.lines(["unmet_needs:reason"])


def _cells(comparison: Comparison, line: Line) -> Row:
    cells: Row = []
    base = comparison.runs.series(line, comparison.baseline)
    for label in comparison.labels:
        mine = comparison.runs.series(line, label)
        cells.append(give_or_take(interval(mine), "needs"))
        if label != comparison.baseline:
            cells.append(difference_told(paired(base, mine), "needs"))
    return cells
