"""Style: the figure, fonts and colours of all pictures.

Okabe & Ito (2008), Color Universal Design: eight colours that colour-blind eyes tell apart.
"""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import signature
from io import BytesIO, StringIO
from pathlib import Path as Place
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.category import StrCategoryFormatter
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import Formatter, FuncFormatter, MaxNLocator, ScalarFormatter
from numpy.typing import ArrayLike

from simulator.scenario.errors.arguments import of_type
from simulator.scenario.errors.quoting import visible
from simulator.studies.runs.time_path import TimePath
from simulator.studies.runs.written_numbers import rewritten
from simulator.views.pictures.narrow import LEGEND, MOST_TICKS, NARROW, is_narrow, with_lines

INK, GREY, PALE = "#222222", "#767676", "#d9d9d9"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", INK)
BEYOND_SCENARIOS = 3
"""The first of the colours of parts: those of scenarios, which stand beside them, come before it."""
HEAT = LinearSegmentedColormap.from_list("calm to heated", ["#dce9f2", "#f0c27b", "#D55E00", "#7a1f00"])
"""From no conflict to conflict; its lightness falls all the way, so that it works in grey."""
IDS = re.compile(r'\bid="|\bhref="#|url\(#')
"""Where matplotlib names a part of an SVG, or speaks of one."""
WIDTH = 7.2
"""Inches: as wide as a page of a report."""
SEED: Any = {"s": 13, "alpha": 0.55, "linewidths": 0.4, "edgecolors": "white"}
"""How the dot of one seed looks: to be seen where others lie on it, and on a bar of its colour."""
BELOW_WHISKER = 0.24
"""How far from the middle of a bar the dots of its seeds lie [heights of a bar]."""
NAMES_ARE_TEXT: Any = {"text.parse_math": False, "text.usetex": False}
"""A $ in a name is a dollar, not the begin of a formula."""
LOOKS: Any = {
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "svg.hashsalt": "simulator",
    "svg.fonttype": "path",
    **NAMES_ARE_TEXT,
}


class Picture(Figure):
    """A figure that needs no window: notebooks show it, `save` writes it, `svg` hands it to a page."""

    def _repr_png_(self) -> bytes:
        held = BytesIO()
        with mpl.rc_context(LOOKS):
            self.savefig(held, format="png", dpi=144)
        return held.getvalue()

    def save(self, path: str | Place) -> Place:
        """Write the picture to a file; its ending says how (png, svg, pdf)."""
        with mpl.rc_context(LOOKS):
            self.savefig(path, dpi=144)
        return Place(path)

    def svg(self, name: str = "picture") -> str:
        """Return the picture as an SVG element, the same for the same numbers, to stand in a page.

        Several may stand in one page where their *name*, a word, differs: it begins all ids of theirs.
        """
        held = StringIO()
        with mpl.rc_context(LOOKS):
            self.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
        text = held.getvalue()
        return IDS.sub(rf"\g<0>{name}-", text[text.index("<svg") :])


class Grouped(ScalarFormatter):
    """Numbers at ticks with their thousands apart, as tables have them; never with an offset or a power."""

    def __init__(self) -> None:
        super().__init__(useOffset=False)
        self.set_scientific(b=False)

    def __call__(self, value: float, place: int | None = None) -> str:
        """Return the label of a tick."""
        return rewritten(super().__call__(value, place))


def blank(
    rows: int = 1, columns: int = 1, height: float = 3.2, **gridspec: Any
) -> tuple[Picture, list[Axes]]:
    """Return an empty picture and its axes, row by row; *height* is that of all rows [inches]."""
    if is_narrow():
        rows, columns, height = rows * columns, 1, height * columns + LEGEND
        gridspec = gridspec if "height_ratios" in gridspec else {}
    picture = Picture(figsize=(NARROW if is_narrow() else WIDTH, height), layout="constrained")
    axes = picture.subplots(rows, columns, squeeze=False, gridspec_kw=gridspec or None)
    for one in axes.ravel():
        if is_narrow():
            one.locator_params(axis="x", nbins=MOST_TICKS)
        one.xaxis.set_major_formatter(Grouped())
        one.yaxis.set_major_formatter(Grouped())
    return picture, list(axes.ravel())


def legend_below(picture: Picture, axes: Axes, columns: int = 2) -> None:
    """Tell below all axes what the colours of one of them stand for, where they cover nothing."""
    handles, names = axes.get_legend_handles_labels()
    if names:
        columns = 1 if is_narrow() else min(len(names), columns)
        picture.legend(handles, names, loc="outside lower center", ncols=columns)


def names_at_left(axes: Axes, places: Sequence[float], names: Sequence[str]) -> None:
    """Write names at the upright axis of a panel; none where the panel on its left has them."""
    spec = axes.get_subplotspec()
    is_first = spec is None or spec.is_first_col()
    axes.set_yticks(places, names if is_first else [""] * len(names))


def seed_dots(axes: Axes, values: ArrayLike, at: float, colour: str = INK) -> None:
    """Draw a dot for each seed in the row of a number; what is not known in a seed has none."""
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    axes.scatter(known, np.full(len(known), at), color=colour, zorder=4, **SEED)


def seeds_on_bar(axes: Axes, values: ArrayLike, place: float) -> None:
    """Draw a dot for each seed on the bar of its mean, below the whisker; where all are one, none."""
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    if known.size and np.ptp(known) > 0:
        seed_dots(axes, known, place + BELOW_WHISKER)


def banded(axes: Axes, path: TimePath, colour: str, label: str, times: float = 1.0) -> None:
    """Draw a path, its mean as a line and the interval of the mean as a band, in *times* its unit."""
    axes.plot(path.weeks, times * path.mean, color=colour, label=label)
    axes.fill_between(path.weeks, times * path.low, times * path.high, color=colour, alpha=0.2, linewidth=0)


def drawn[**P](draw: Callable[P, Picture]) -> Callable[P, Picture]:
    """Make a function draw in the simulator's style, independent of a notebook's settings."""

    @wraps(draw)
    def with_looks(*args: P.args, **kwargs: P.kwargs) -> Picture:
        _refuse_other(draw, args, kwargs)
        with mpl.rc_context(LOOKS):
            return show_as_text(with_lines(with_whole_weeks(draw(*args, **kwargs))))

    return with_looks


def _refuse_other(draw: Callable[..., Picture], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuse to draw anything but what the picture is of."""
    for name, subject in list(signature(draw).parameters.items())[:1]:
        given = args[0] if args else kwargs.get(name)
        if isinstance(subject.annotation, type):
            of_type(name, given, subject.annotation, f"a {subject.annotation.__name__}")


def _visible_ticks(label: Formatter) -> Callable[[float, int | None], str]:
    """Return a function that labels ticks as a formatter does, with what cannot be seen written out."""
    return lambda value, place: visible(str(label(value, place)))


def show_as_text[F: Figure](picture: F) -> F:
    """Return a picture with names as text: no control character acts, none turns the line round."""
    for axes in picture.axes:
        for axis in (axes.xaxis, axes.yaxis):
            label = axis.get_major_formatter()
            if isinstance(label, FuncFormatter | StrCategoryFormatter):  # ticks that have names
                axis.set_major_formatter(FuncFormatter(_visible_ticks(label)))
    for text in picture.findobj(Text):
        if isinstance(text, Text):
            text.set_text(visible(text.get_text()))
    return picture


def with_whole_weeks(picture: Picture) -> Picture:
    """Return a picture of which axes of weeks have no ticks between them, however few these are."""
    for axes in picture.axes:
        if axes.get_xlabel() == "week" and isinstance(locator := axes.xaxis.get_major_locator(), MaxNLocator):
            locator.set_params(integer=True)
    return picture


def colour_of(labels: list[str] | tuple[str, ...], label: str) -> str:
    """Return the colour that a label has in all pictures of the same labels."""
    return COLOURS[labels.index(label) % len(COLOURS)]


def cut(text: str, most: int = 38) -> str:
    """Return a text short enough for a picture.

    >>> cut("northmill reseller middle 12", 12)
    'northmill r…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"
