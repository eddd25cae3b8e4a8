"""Sell-through over time: who sells more when, and from which week on."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from simulator.lab.path import Path, crossing, path_of
from simulator.lab.runs import Runs
from simulator.views.pictures.paper import GREY, Picture, blank, colour_of, cut, drawn

SMOOTHED_WEEKS = 4


@drawn
def sell_through_over_time(runs: Runs, metric: str = "units_sold") -> Picture:
    """Draw units a week (means of four weeks) and in all, for every scenario, from its runs on all seeds.

    Bands are 95 % intervals of the mean over seeds. A dotted line stands at the last week in which one
    scenario overtakes another in what was sold in all. Needs the question ``units_sold:week``.
    """
    labels = tuple(runs.scenarios)
    paths = {label: path_of(runs, metric, label) for label in labels}
    picture, (weekly, summed) = blank(1, 2, height=3.4)
    for label, path in paths.items():
        colour = colour_of(labels, label)
        _line(weekly, path.smoothed(SMOOTHED_WEEKS), colour, cut(label))
        _line(summed, path.summed(), colour, cut(label))
    weekly.set(
        title="a week (mean of four)", xlabel="week", ylabel="units sold to customers [units per week]"
    )
    summed.set(title="in all", xlabel="week", ylabel="units sold to customers so far [units]")
    weekly.set_ylim(bottom=0)
    summed.set_ylim(bottom=0)
    if len(labels) == 2:
        week = crossing(paths[labels[0]].summed(), paths[labels[1]].summed())
        if week is not None:
            summed.axvline(week, color=GREY, linestyle=":", linewidth=1)
            summed.annotate(f" lines cross in week {week}", (week, 0.02), xycoords=("data", "axes fraction"))
    summed.legend(loc="upper left")
    return picture


def _line(axes: Axes, path: Path, colour: str, label: str) -> None:
    axes.plot(path.weeks, path.mean, color=colour, label=label)
    low: NDArray[np.float64] = path.low
    axes.fill_between(path.weeks, low, path.high, color=colour, alpha=0.2, linewidth=0)
