"""Waterfall bars: a whole, what each step adds to it or takes from it, and what is left, bar by bar."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from simulator.studies.runs.written_numbers import written
from simulator.views.pictures.style import COLOURS, GREY, INK, PALE

STEP_HEIGHT = 0.75
"""Height of a bar [rows]."""


def waterfall_bars(
    axes: Axes, steps: Sequence[tuple[str, float]], left: float, digits: int = 2, beyond: float = 0.0
) -> None:
    """Draw the first step from zero, each other from where the one before ends, and what is left.

    Orange takes, blue adds. Numbers have so many *digits* after the point; the last one stands *beyond* its
    bar, where something else is drawn on it.
    """
    end, last = 0.0, len(steps)
    for row, amount in enumerate([*(amount for _, amount in steps), left]):
        is_whole = row in (0, last)
        start = 0.0 if is_whole else end
        colour = (INK if row == last else PALE) if is_whole else COLOURS[1 if amount < 0.0 else 0]
        axes.barh(row, amount, left=start, color=colour, height=STEP_HEIGHT)
        end = start + amount
        edge = max(0.0, start, end) + (beyond if row == last else 0.0)
        told = written(amount, digits) if abs(amount) >= 0.5 * 10**-digits else "0"
        axes.annotate(
            told, (edge, row), (3, 0), textcoords="offset points", va="center", fontsize=7.0,
            color=GREY if told == "0" else INK,
        )  # fmt: skip
    axes.axvline(0, color=GREY, linewidth=1)
    axes.invert_yaxis()
    axes.margins(x=0.24)
