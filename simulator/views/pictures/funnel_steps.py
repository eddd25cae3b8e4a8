"""Funnel steps: how far needs come."""

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.style import Picture, blank, colour_of, cut, drawn, legend_below, seeds_on_bar

TOLD = {
    "need": "had a need",
    "aware": "knew a product",
    "considering": "had an offer at hand",
    "buying": "wanted one of them",
    "bought": "had it",
    "customer": "had ours",
    "retained": "had ours, and bought again",
}


@PICTURES.register("funnel_steps")
@drawn
def funnel_steps(runs: Runs) -> Picture:
    """Draw how many of all needs came as far as each stage, in every scenario.

    Bars are means over seeds, dots the seeds, whiskers 95 % intervals; all products of the category count,
    rivals' too.
    Needs the question ``funnel:stage``.
    """
    lines, labels = runs.lines(["funnel:stage"]), tuple(runs.scenarios)
    picture, (axes,) = blank(height=0.9 + 0.28 * len(lines) * (len(labels) + 0.5))
    for number, label in enumerate(labels):
        for at, line in enumerate(lines):
            told = interval(runs.series(line, label))
            place = at * (len(labels) + 0.6) + number
            half = 100 * told.half if told.n > 1 else 0.0
            axes.barh(place, 100 * told.mean, xerr=half, color=colour_of(labels, label), height=0.85,
                      label=cut(label) if at == 0 else None, error_kw={"linewidth": 1})  # fmt: skip
            seeds = 100 * np.array(runs.series(line, label))
            seeds_on_bar(axes, seeds, place)
            end = max([100 * told.mean + half, *seeds[np.isfinite(seeds)]])
            axes.annotate(f"{100 * told.mean:.0f} %", (end, place), (4, 0),
                          textcoords="offset points", va="center", fontsize=7.5)  # fmt: skip
    middle = (len(labels) - 1) / 2
    axes.set_yticks(
        [at * (len(labels) + 0.6) + middle for at in range(len(lines))],
        [TOLD.get(line.key, line.key) for line in lines],
    )
    axes.invert_yaxis()
    axes.set_xlim(0, 112)
    axes.set(title="how far needs came", xlabel="share of all needs of the category [%]")
    legend_below(picture, axes)
    return picture
