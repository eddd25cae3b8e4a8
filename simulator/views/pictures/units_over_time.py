"""Units over time: units sold a week and cumulated, and the weeks in which scenarios cross."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.time_path import TimePath, last_crossing, time_path
from simulator.views.pictures.style import Picture, banded, blank, colour_of, cut, drawn, legend_below

SMOOTHED_WEEKS = 4


@PICTURES.register("units_over_time")
@drawn
def units_over_time(runs: Runs, metric: str = "units_sold") -> Picture:
    """Draw units sold a week, as four-week means, and in all, for every scenario, from its runs on all seeds.

    Bands are 95 % intervals of the mean over seeds. A dotted line of a scenario's colour stands at the last
    week in which it overtakes the first one, or is overtaken, in what was sold in all. Needs the question
    ``units_sold:week``.
    """
    labels = tuple(runs.scenarios)
    paths = {label: time_path(runs, metric, label) for label in labels}
    picture, (weekly, summed) = blank(1, 2, height=3.4)
    for label, path in paths.items():
        colour = colour_of(labels, label)
        banded(weekly, path.smoothed(SMOOTHED_WEEKS), colour, cut(label))
        banded(summed, path.summed(), colour, cut(label))
    weekly.set(title="a week, four-week mean", xlabel="week", ylabel="units sold [units per week]")
    summed.set(title="in all", xlabel="week", ylabel="units sold so far [units]")
    weekly.set_ylim(bottom=0)
    summed.set_ylim(bottom=0)
    _crossings(summed, paths)
    legend_below(picture, weekly)
    return picture


def _crossings(axes: Axes, paths: Mapping[str, TimePath]) -> None:
    labels = tuple(paths)
    for label in labels[1:]:
        week = last_crossing(paths[labels[0]].summed(), paths[label].summed())
        if week is not None:
            colour = colour_of(labels, label)
            axes.axvline(week, color=colour, linestyle=":", linewidth=1.2)
            height = 0.02 + 0.06 * (labels.index(label) - 1)
            axes.annotate(f" crosses in week {week}", (week, height), xycoords=("data", "axes fraction"),
                          color=colour, fontsize=7.5)  # fmt: skip
