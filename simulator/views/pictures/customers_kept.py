"""Customers kept: how many stay, by how long they have been customers, and how many own something."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from simulator.domain.registries import PICTURES
from simulator.metrics.customers.retention import PERIOD_WEEKS
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.time_path import TimePath, time_path
from simulator.views.pictures.style import Picture, banded, blank, colour_of, cut, drawn, legend_below

RETENTION, OWNERS = Question("retention", "age"), Question("owners", "week")


@PICTURES.register("customers_kept")
@drawn
def customers_kept(runs: Runs) -> Picture:
    """Draw retention by age and customers that own a focal product by week, for every scenario.

    Bands are 95 % intervals of the mean over seeds. Of the questions ``retention:age`` (of scenarios that
    keep cohorts) and ``owners:week`` each that was asked has its axes.
    """
    asked = [question for question in (RETENTION, OWNERS) if question in runs.questions]
    picture, places = blank(1, max(1, len(asked)), height=3.0)
    for question, axes in zip(asked, places, strict=False):
        for label in runs.scenarios:
            path = retention_path(runs, label) if question == RETENTION else time_path(runs, "owners", label)
            banded(axes, path, colour_of(tuple(runs.scenarios), label), cut(label))
        _named(axes, question)
        if not any(np.size(line.get_xdata()) for line in axes.lines):
            axes.set_xticks([])
            axes.text(0.5, 0.5, "the run is too short", ha="center", transform=axes.transAxes)
    if asked:
        legend_below(picture, places[0])
    return picture


def customers_kept_told(runs: Runs) -> str:
    """Say in words what is drawn."""
    told = {
        RETENTION: "Customers who are active, by how long they have been customers",
        OWNERS: "Customers who have each of the focal manufacturer's products in use, added up",
    }
    return "; ".join(words for question, words in told.items() if question in runs.questions)


def has_customers_kept(runs: Runs) -> bool:
    """Say whether either was asked of these runs."""
    return RETENTION in runs.questions or OWNERS in runs.questions


def retention_path(runs: Runs, label: str) -> TimePath:
    """Return retention by age, from the week in which each period of age begins [weeks since acquired].

    Up to half of the weeks measured: of the few who were seen for longer it says little.
    """
    lines = sorted(runs.lines([str(RETENTION)]), key=lambda line: int(line.key))
    table = np.array([runs.series(line, label) for line in lines], dtype=np.float64)
    ages = np.array([PERIOD_WEEKS * int(line.key) for line in lines], dtype=np.int64)
    given = runs.scenarios[label]
    seen = 2 * ages <= given.weeks - given.warm_up
    if lines:
        seen &= np.isfinite(table).any(axis=1)
    return TimePath(ages[seen], table[seen].T.reshape(len(runs.seeds), int(seen.sum())))


def _named(axes: Axes, question: Question) -> None:
    if question == RETENTION:
        axes.set(title="customers who bought in a period of four weeks", xlabel="weeks since acquired")
        axes.set(ylabel="share of customers acquired", ylim=(0, 1.02))
        axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    else:
        axes.set(title="owners of each product, added up", xlabel="week", ylabel="customers")
        axes.set_ylim(bottom=0)
