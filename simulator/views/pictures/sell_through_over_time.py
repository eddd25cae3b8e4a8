"""Sell-through over time: what part of what they had to sell outlets sold, week by week."""

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.studies.runs.metric_name import name_of
from simulator.studies.runs.number_format import is_share
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.time_path import time_path
from simulator.views.pictures.style import Picture, banded, blank, colour_of, cut, drawn, legend_below

SMOOTHED_WEEKS = 4


@PICTURES.register("sell_through_over_time")
@drawn
def sell_through_over_time(runs: Runs, metric: str = "sell_through_b") -> Picture:
    """Draw a sell-through rate as four-week means for every scenario, from its runs on all seeds.

    By default rate B: units sold in a week of those sold in it and those left at its end [%]. Bands are 95 %
    intervals of the mean over seeds; weeks without anything to sell are left out. Needs the question
    ``sell_through_b:week``, or that of the rate named; units are drawn by `units_over_time`.
    """
    labels = tuple(runs.scenarios)
    paths = {label: time_path(runs, metric, label) for label in labels}
    picture, (axes,) = blank(height=3.0)
    times = 100 if is_share(runs.unit(metric)) else 1
    for label, path in paths.items():
        banded(axes, path.smoothed(SMOOTHED_WEEKS), colour_of(labels, label), cut(label), times)
    of_what = "sold [% of those sold and left]" if metric.endswith("_b") else "a week [%]"
    axes.set(title=f"{name_of(metric)}, four-week mean", xlabel="week", ylabel=f"units {of_what}")
    if any(np.isfinite(path.values).any() for path in paths.values()):
        axes.set_ylim(bottom=0)
    legend_below(picture, axes)
    return picture
