"""Profit against conflict: what the manufacturer earns in each scenario, and at what price in peace."""

import numpy as np
from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.studies.runs.metric_name import title_of
from simulator.studies.runs.number_format import unit_label
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.conflict_scale import bands_upwards
from simulator.views.pictures.style import GREY, SEED, Picture, blank, colour_of, cut, drawn, legend_below

CONTRIBUTION, CONFLICT = (Line(metric, "", "", None) for metric in ("contribution", "conflict"))
MOST_NAMED = 12
"""Of more scenarios each dot has a number instead of a name; the table beside has the names."""


@PICTURES.register("profit_against_conflict")
@drawn
def profit_against_conflict(runs: Runs) -> Picture:
    """Draw contribution and conflict of every scenario, each seed a pale dot and the mean a large one.

    Lines are 95 % intervals of the means. Conflict has its whole scale with named bands, so that small is
    seen to be small.
    Needs the questions ``contribution`` and ``conflict``.
    """
    runs.lines(["contribution", "conflict"])
    labels = list(runs.scenarios)
    names = len(labels) if len(labels) <= MOST_NAMED else 0
    picture, (axes,) = blank(height=3.8 + 0.2 * names)
    for number, label in enumerate(labels, 1):
        earned, fought = (np.array(runs.series(line, label)) for line in (CONTRIBUTION, CONFLICT))
        _dots(axes, earned, fought, colour_of(labels, label), (str(number), label))
    first = labels[0]
    axes.set(
        xlabel=f"{title_of('contribution')} [{unit_label(runs.unit('contribution', first))}]",
        ylabel="conflict [0 … 1]",
    )
    axes.margins(x=0.08)
    bands_upwards(axes)
    if names:
        legend_below(picture, axes, columns=1)
    return picture


def _dots(axes: Axes, earned: np.ndarray, fought: np.ndarray, colour: str, told: tuple[str, str]) -> None:
    axes.scatter(earned, fought, color=colour, **SEED)
    x, y = interval(earned.tolist()), interval(fought.tolist())
    if not x.n or not y.n:
        return
    axes.plot([x.low, x.high], [y.mean, y.mean], color=colour, linewidth=1.2)
    axes.plot([x.mean, x.mean], [y.low, y.high], color=colour, linewidth=1.2)
    number, label = told
    axes.scatter([x.mean], [y.mean], s=44, color=colour, zorder=3, label=f"{number}  {cut(label, 60)}")
    axes.annotate(number, (x.mean, y.mean), xytext=(5, 5), textcoords="offset points", fontsize=8, color=GREY)
