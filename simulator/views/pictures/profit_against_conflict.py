"""Profit against conflict: what the manufacturer earns in each scenario, and at what price in peace."""

import numpy as np
from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.mechanisms.conflict.conflict_bands import BANDS, ENDS
from simulator.studies.runs.number_format import unit_label
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.style import GREY, PALE, Picture, blank, colour_of, cut, drawn

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
    picture, (axes,) = blank(height=4.2)
    for number, label in enumerate(labels, 1):
        earned, fought = (np.array(runs.series(line, label)) for line in (CONTRIBUTION, CONFLICT))
        _dots(axes, earned, fought, colour_of(labels, label), str(number))
    first = labels[0]
    axes.set(
        xlabel=f"contribution of the manufacturer [{unit_label(runs.unit('contribution', first))}]",
        ylabel="conflict [0 … 1]",
        ylim=(-0.03, 1.03),
    )
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.margins(x=0.08)
    _bands(axes)
    if len(labels) <= MOST_NAMED:
        names = [f"{number}  {cut(label, 60)}" for number, label in enumerate(labels, 1)]
        picture.supxlabel("\n".join(names), fontsize=7.5, x=0.01, ha="left")
    return picture


def _bands(axes: Axes) -> None:
    """Name the bands of conflict beside their scale."""
    for name, low, high in zip(BANDS, (0.0, *ENDS), (*ENDS, 1.0), strict=True):
        axes.axhline(high, color=PALE, linewidth=0.6, zorder=0)
        place = (1.005, (low + high) / 2)
        axes.annotate(name, place, xycoords=("axes fraction", "data"), va="center", fontsize=7, color=GREY)


def _dots(axes: Axes, earned: np.ndarray, fought: np.ndarray, colour: str, number: str) -> None:
    axes.scatter(earned, fought, s=9, color=colour, alpha=0.3, linewidths=0)
    x, y = interval(earned.tolist()), interval(fought.tolist())
    if not x.n or not y.n:
        return
    axes.plot([x.low, x.high], [y.mean, y.mean], color=colour, linewidth=1.2)
    axes.plot([x.mean, x.mean], [y.low, y.high], color=colour, linewidth=1.2)
    axes.scatter([x.mean], [y.mean], s=44, color=colour, zorder=3)
    axes.annotate(number, (x.mean, y.mean), xytext=(5, 5), textcoords="offset points", fontsize=8, color=GREY)
