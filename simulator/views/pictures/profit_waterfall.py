"""Profit waterfall: the maker's net sales through each way to market, and what each step leaves of them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from simulator.base.registry import UnknownNameError, suggestion
from simulator.domain.registries import PICTURES
from simulator.studies.comparison.profit_statement import BySeed, profit_statement
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.narrow import is_narrow
from simulator.views.pictures.style import INK, Picture, blank, cut, drawn, names_at_left, seeds_on_bar
from simulator.views.pictures.waterfall_bars import waterfall_bars

LAST, IN_ALL = "contribution", "in all"
ABREAST, ROW = 3, 0.2
BESIDE = 0.38
"""Room for numbers beside bars [shares of the widest panel]."""


class Panel(NamedTuple):
    """A way to market in a scenario: what each step adds or takes, seed by seed [currency]."""

    label: str
    way: str
    steps: dict[str, BySeed]

    @property
    def left(self) -> BySeed:
        """Return what is left, seed by seed."""
        return np.asarray(np.sum(list(self.steps.values()), axis=0))


@PICTURES.register("profit_waterfall")
@drawn
def profit_waterfall(runs: Runs, labels: Sequence[str] = ()) -> Picture:
    """Draw what the maker took in through each way to market, and what each step left of it.

    A panel for each way of every scenario, one for what is in common, and one for all together, on one scale:
    from net sales (list price less own prices, promotions and trade discount) to contribution, in means over
    seeds [currency]. Orange takes, blue adds; the line at the end is the 95 % interval of contribution, dots
    are its seeds. Steps that come to nothing in all panels are left out. *labels* names the scenarios to
    draw, by default all. Needs the question ``contribution:statement``. Raises UnknownNameError for a label
    of no scenario.
    """
    rows = _rows(panels_of(runs, labels))
    panels = [panel for row in rows for panel in row]
    steps = list(dict.fromkeys(step for panel in panels for step in panel.steps))
    abreast = max((len(row) for row in rows), default=1)
    several = len({panel.label for panel in panels}) > 1
    height = 0.95 + 0.2 * several + ROW * (len(steps) + 1)
    picture, places = blank(max(1, len(rows)), abreast, height=max(1, len(rows)) * height)
    ends = _ends(panels)
    for number, row in enumerate(rows):
        mine = places[number * abreast : (number + 1) * abreast]
        for axes, panel in zip(mine, row, strict=False):
            _draw(axes, panel, steps, ends)
            about = f"{cut(panel.label, 70)}:\n" if panel is row[0] else "\n"
            axes.set_title(f"{about}{panel.way}" if several else panel.way)
            names_at_left(axes, range(len(steps) + 1), [*steps, LAST])
        for axes in mine[len(row) :]:
            axes.set_axis_off()
    given = next(iter(runs.scenarios.values()))
    name = "" if several or not panels else f"{cut(panels[0].label)}: "
    about = f"{name}from the maker's net sales to its contribution [{given.units.currency}]"
    picture.supxlabel(about, fontsize=9)
    return picture


def panels_of(runs: Runs, labels: Sequence[str] = ()) -> list[Panel]:
    """Return the panels of scenarios: their ways to market, what is in common, and all of them together."""
    known = list(runs.scenarios)
    for name in labels:
        if name not in known:
            raise UnknownNameError(f"no scenario called '{name}' was played; {suggestion(name, known)}")
    found: list[Panel] = []
    for label in labels or known:
        statement = profit_statement(runs, label)
        ways = list(next(iter(statement.values()), {}))
        each = [Panel(label, way, {step: row[way] for step, row in statement.items()}) for way in ways]
        whole = {step: np.sum(list(row.values()), axis=0) for step, row in statement.items()}
        found += [*each, Panel(label, IN_ALL, whole)] if len(each) > 1 else each
    return found


def _rows(panels: Sequence[Panel]) -> list[list[Panel]]:
    """Return panels row by row, those of a scenario from a new row on: four two by two, narrow one by one."""
    found: list[list[Panel]] = []
    most = max(Counter(panel.label for panel in panels).values(), default=1)
    abreast = 1 if is_narrow() else ABREAST if most != ABREAST + 1 else 2
    for panel in panels:
        if not found or len(found[-1]) == abreast or found[-1][0].label != panel.label:
            found.append([])
        found[-1].append(panel)
    return found


def _draw(axes: Axes, panel: Panel, steps: Sequence[str], ends: tuple[float, float]) -> None:
    """Draw one panel, with the interval of what is left and its seeds."""
    left = interval(panel.left)
    means = [(step, interval(panel.steps[step]).mean if step in panel.steps else 0.0) for step in steps]
    half = left.half if left.half > 0 else 0.0
    waterfall_bars(axes, means, left.mean, digits=0, beyond=half)
    if half:
        axes.errorbar(left.mean, len(steps), xerr=half, color=INK, linewidth=1, capsize=2)
    seeds_on_bar(axes, panel.left, len(steps))
    axes.set_xlim(*ends)
    axes.xaxis.set_major_locator(MaxNLocator(3))


def _ends(panels: Sequence[Panel]) -> tuple[float, float]:
    """Return the ends of the scale on which every panel has room, with its numbers."""
    reached = [0.0]
    for panel in panels:
        means = [interval(each).mean for each in panel.steps.values()]
        left = interval(panel.left)
        reached += [*np.cumsum(means).tolist(), *panel.left.tolist(), left.low, left.high]
    known = [one for one in reached if np.isfinite(one)]
    low, high = min(known), max(known)
    wide = (high - low) or 1.0
    return low - 0.05 * wide, high + BESIDE * wide
