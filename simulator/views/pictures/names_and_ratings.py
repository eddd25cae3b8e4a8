"""Names and ratings: what names are worth, and how products are rated, week by week."""

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.time_path import time_path
from simulator.views.pictures.style import Picture, banded, blank, colour_of, cut, drawn, legend_below

TOLD = {"brand_equity": "brand equity", "rating": "rating of products"}


@PICTURES.register("names_and_ratings")
@drawn
def names_and_ratings(runs: Runs) -> Picture:
    """Draw brand equity and the rating of the focal products week by week, from 0 to 1, for every scenario.

    Bands are 95 % intervals of the mean over seeds; where a scenario does not keep one it has no line.
    Needs the questions ``brand_equity:week`` and ``rating:week``.
    """
    labels = tuple(runs.scenarios)
    picture, places = blank(1, len(TOLD), height=3.0)
    for (metric, told), axes in zip(TOLD.items(), places, strict=True):
        for label in labels:
            banded(axes, time_path(runs, metric, label), colour_of(labels, label), cut(label))
        axes.set(title=told, xlabel="week", ylabel="share of as much as can be had", ylim=(0, 1))
    legend_below(picture, places[0])
    return picture


def has_names_or_ratings(runs: Runs) -> bool:
    """Say whether any scenario keeps the worth of names, or ratings."""
    paths = (time_path(runs, metric, label) for metric in TOLD for label in runs.scenarios)
    return any(bool(np.isfinite(path.values).any()) for path in paths)
