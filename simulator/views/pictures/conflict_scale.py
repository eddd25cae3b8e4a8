"""Conflict scale: from 0 to 1 in every picture that shows the index, with the names of its bands.

Colours give each band as much room as any; axes are as long as they are, so that small is seen to be small.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import FuncNorm

from simulator.mechanisms.conflict.conflict_bands import BANDS, ENDS
from simulator.studies.runs.written_numbers import rewritten
from simulator.views.pictures.narrow import is_narrow
from simulator.views.pictures.style import GREY, HEAT, INK, PALE, Picture

EDGES = (0.0, *ENDS, 1.0)
ON_SCALE = {"conflict", "worst_conflict"}
"""Metrics that are values of the index."""
MARGIN, LIFT = 0.03, 10
"""Beyond the ends of an upright scale; of a name above the line of others on a phone [points]."""
DARK = 3
"""From which band on a name is readable in white alone."""
_PLACES = np.linspace(0.0, 1.0, len(EDGES))
SCALE = FuncNorm(
    (lambda heat: np.interp(heat, EDGES, _PLACES), lambda place: np.interp(place, _PLACES, EDGES)), 0.0, 1.0
)
"""Where a value of conflict lies among the colours, band by band."""


def heat_of(conflict: float) -> tuple[float, float, float, float]:
    """Return the colour of a value of the index."""
    return HEAT(float(SCALE(conflict)))


def bands_upwards(axes: Axes) -> None:
    """Give the upright axis the whole scale of conflict, and name its bands at its right end."""
    axes.set_ylim(-MARGIN, 1 + MARGIN)
    for name, low, high in zip(BANDS, EDGES, EDGES[1:], strict=False):
        axes.axhline(high, color=PALE, linewidth=0.6, zorder=0)
        axes.annotate(name, (1.005, (low + high) / 2), xycoords=("axes fraction", "data"), va="center",
                      fontsize=7, color=GREY)  # fmt: skip


def bands_across(axes: Axes, room: float = 0.0) -> None:
    """Give the level axis the whole scale of conflict, and name its bands above it; *room* is kept beyond."""
    axes.set_xlim(-room, 1 + room)
    axes.set_xticks(np.linspace(0, 1, 6))
    for number, (name, low, high) in enumerate(zip(BANDS, EDGES, EDGES[1:], strict=False)):
        axes.axvline(high, color=PALE, linewidth=0.6, zorder=0)
        first = number == 0  # its name is wider than itself, and stands left of the next one's
        above = LIFT if is_narrow() and number == 1 else 2  # and that of the next one than both
        axes.annotate(name, (low if first else (low + high) / 2, 1.0), (0, above), textcoords="offset points",
                      xycoords=("data", "axes fraction"), ha="center" if not first else "right",
                      fontsize=7, color=GREY)  # fmt: skip


def scale_below(picture: Picture, axes: Axes, told: str) -> None:
    """Draw the colours of conflict below a picture, with the names of their bands."""
    shade = ScalarMappable(SCALE, HEAT)
    bar = picture.colorbar(shade, ax=axes, location="bottom", label=told, shrink=0.8, aspect=28, pad=0.02)
    bar.set_ticks(list(EDGES), labels=[rewritten(f"{edge:g}") for edge in EDGES])
    for number, name in enumerate(BANDS):
        bar.ax.text(
            (number + 0.5) / len(BANDS), 0.45, name, transform=bar.ax.transAxes, fontsize=7,
            ha="center", va="center", color=INK if number < DARK else "white",
        )  # fmt: skip
