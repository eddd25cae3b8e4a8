"""Lost demand: needs lost on the way to a sale, reason by reason, and the largest changes."""

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.number_format import difference_text, figure, half_width, mean_and_half_width
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import Estimate, interval, paired
from simulator.views.pictures.lost_units import TOLD

type Row = list[str]


def lost_demand_table(comparison: Comparison) -> list[Row]:
    """Return, reason by reason, the differences to the baseline, and how many needs each scenario lost."""
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
            changes.append((change.mean, f"“{reason}” takes {_size(change)} needs"))
    fewest, most = min(changes, default=None), max(changes, default=None)
    parts = []
    if fewest is not None and fewest[0] < 0:
        parts.append(f"{fewest[1]} fewer")
    if most is not None and most[0] > 0:
        parts.append(f"{most[1]} more")
    return "; ".join(parts) if parts else "no reason changes so that it could be told from luck"


def _size(change: Estimate) -> str:
    size = figure(abs(change.mean), "needs", change.half)
    return f"{size} ± {half_width(change, 'needs')}" if change.half > 0 else size


def _lines(comparison: Comparison) -> list[Line]:
    return comparison.runs.lines(["lost_demand:reason"])


def _cells(comparison: Comparison, line: Line) -> Row:
    found = {label: comparison.runs.series(line, label) for label in comparison.labels}
    base = found[comparison.baseline]
    return [
        *(difference_text(paired(base, found[label]), "needs") for label in comparison.others),
        *(mean_and_half_width(interval(mine), "needs") for mine in found.values()),
    ]
