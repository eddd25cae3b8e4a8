"""Payoffs: contribution of each way to market and experienced surplus, and their differences."""

import numpy as np
from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.payoffs import party_name, payoff_lines, payoff_series
from simulator.studies.comparison.payoffs import payoffs as party_payoffs
from simulator.studies.runs.statistics import Estimate
from simulator.views.pictures.style import (
    GREY,
    Picture,
    blank,
    colour_of,
    cut,
    drawn,
    legend_below,
    names_at_left,
    seeds_on_bar,
)


@PICTURES.register("payoffs", formerly=("who_wins",))
@drawn
def payoffs(comparison: Comparison) -> Picture:
    """Draw the payoff of each way to market, the maker among them, and of customers if it is known.

    Left what each scenario leaves to them, right the paired difference to the baseline with its 95 %
    interval [currency]; dots are seeds. A way that only one of the scenarios has counts as nothing in the
    other; what is not defined is not drawn, and says so. Needs the question ``channel_contribution:channel``;
    ``experienced_surplus`` is drawn where it was asked for.
    """
    runs, labels = comparison.runs, comparison.labels
    currency = next(iter(runs.scenarios.values())).units.currency
    lines = payoff_lines(runs)
    names = [party_name(line) for line in lines]
    step = len(labels) + 0.6
    picture, (left, right) = blank(1, 2, height=1.1 + 0.3 * len(names) * (len(labels) + 0.5))
    for number, label in enumerate(labels):
        colour = colour_of(labels, label)
        left.barh(0, 0, color=colour, label=cut(label))
        for at, share in enumerate(party_payoffs(comparison, label)):
            place = at * step + number
            mine, base = (
                np.array(payoff_series(runs, lines[at], one)) for one in (label, comparison.baseline)
            )
            _bar(left, place, share.left, mine, colour)
            if share.against is not None:
                _bar(right, place, share.against.difference, mine - base, colour)
    for axes in (left, right):
        names_at_left(axes, [at * step + (len(labels) - 1) / 2 for at in range(len(names))], names)
        axes.set_ylim(step * len(names) - 0.6, -1)
        axes.axvline(0, color=GREY, linewidth=1)
        axes.tick_params(axis="x", labelrotation=30)
    left.set(title="what is left to them", xlabel=f"contribution or surplus [{currency}]")
    right.set(
        title=f"more or less than in\n{cut(comparison.baseline, 40)}", xlabel=f"difference [{currency}]"
    )
    legend_below(picture, left)
    return picture


def _bar(axes: Axes, place: float, told: Estimate, by_seed: np.ndarray, colour: str) -> None:
    """Draw a mean with its interval and seeds; of what is not defined only that it is not."""
    if told.n == 0:
        axes.annotate("not defined", (0, place), (4, 0), textcoords="offset points", va="center", color=GREY,
                      fontsize=7.5)  # fmt: skip
        return
    axes.barh(place, told.mean, xerr=told.half if told.n > 1 else 0.0, color=colour, height=0.85,
              error_kw={"linewidth": 1})  # fmt: skip
    seeds_on_bar(axes, by_seed, place)
