"""Need flows: what outlets sold, flowing from what becomes of the same needs without them (Sankey diagram).

A band is as high as the units that it stands for. A place on either side is at least as high as its label, so
that no label lies on another.
"""

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from simulator.domain.registries import PICTURES
from simulator.studies.need_split.need_split import MEASURED, TOLD, NeedSplit
from simulator.studies.need_split.paired_needs import NEW, OWN, RIVAL, SHIFTED, SOURCES, UNDECIDED
from simulator.studies.runs.written_numbers import written
from simulator.views.pictures.style import COLOURS, GREY, Picture, blank, cut, drawn

COLOUR = {NEW: COLOURS[2], OWN: COLOURS[1], RIVAL: COLOURS[0], SHIFTED: COLOURS[3], UNDECIDED: GREY}
MOST_ORIGINS, MOST_OUTLETS = 3, 4
"""How many origins a source has, and outlets are named, before the rest is put together."""
LABEL, GAP, TALL = 0.48, 0.06, 2.4
"""Height of a label, gap between places, height of all bands together [inches]."""
LEFT, RIGHT, BAR = 0.0, 1.0, 0.02
MONEY = {OWN, RIVAL}


type Key = tuple[str, ...]
"""Source and origin, or seller."""


class Place(NamedTuple):
    """A place where bands begin or end: from its top down so many units."""

    label: str
    top: float
    units: float
    colour: str


@PICTURES.register("need_flows")
@drawn
def need_flows(split: NeedSplit) -> Picture:
    """Draw what outlets sold, in bands from what becomes of the same needs in the run without them.

    Left the origins: needs that nothing met there (new to the category), met at other outlets of the same
    manufacturer, by format, met by rivals, met with an earlier need, or open at the end; with what they
    paid there. Right the outlets, with what they took. Means over seeds [units, currency].
    """
    flows = means(split)
    whole = float(flows["units"].sum())
    if not whole:
        picture, (axes,) = blank(height=0.8)
        axes.set_axis_off()
        axes.set_title(f"{cut(split.sellers, 60)} sold nothing")
        return picture
    inch = whole / TALL
    left = places(flows, ["source", "origin"], inch, split)
    right = places(flows, ["sold_by"], inch, split)
    low = min(p.top - max(p.units, LABEL * inch) for p in (*left.values(), *right.values()))
    picture, (axes,) = blank(height=0.5 - low / inch)
    axes.set_axis_off()
    axes.set(xlim=(-1.15, 1.85), ylim=(low - GAP * inch, GAP * inch))
    axes.set_title(f"what {cut(split.sellers, 40)} sold, and where the same needs went without", x=0.0)
    for place in left.values():
        _bar(axes, place, LEFT - BAR, "right")
    for place in right.values():
        _bar(axes, place, RIGHT, "left")
    _bands(axes, flows, left, right)
    return picture


def means(split: NeedSplit) -> pd.DataFrame:
    """Return units and money in the mean of a seed, by source, origin and seller, the largest first."""
    rows = split.flows.assign(sold_by=split.flows["outlet" if few_outlets(split) else "format"])
    size = rows.groupby(["source", "origin"])["units"].sum().sort_values(ascending=False)
    shown = {
        key for source in SOURCES for key in [key for key in size.index if key[0] == source][:MOST_ORIGINS]
    }
    pairs = zip(rows["source"], rows["origin"], strict=True)
    rows["origin"] = [origin if (source, origin) in shown else "others" for source, origin in pairs]
    flows = rows.groupby(["source", "origin", "sold_by"])[MEASURED].sum() / max(1, len(split.seeds))
    flows = flows.reset_index()
    flows["rank"] = flows["source"].map({source: at for at, source in enumerate(SOURCES)})
    return flows.sort_values(["rank", "units"], ascending=[True, False], ignore_index=True)


def few_outlets(split: NeedSplit) -> bool:
    """Say whether outlets are named, rather than put together by format."""
    return split.flows["outlet"].nunique() <= MOST_OUTLETS


def places(flows: pd.DataFrame, by: list[str], inch: float, split: NeedSplit) -> dict[Key, Place]:
    """Return the places of one side, from the top down; *inch* is how many units are an inch."""
    found: dict[Key, Place] = {}
    top, whole = 0.0, float(flows["units"].sum())
    for names, rows in flows.groupby(by, sort=False):
        key = tuple(map(str, names))
        units = float(rows["units"].sum())
        found[key] = Place(label(key, rows, whole, split), top, units, COLOUR.get(key[0], GREY))
        top -= max(units, LABEL * inch) + GAP * inch
    return found


def label(key: Key, rows: pd.DataFrame, whole: float, split: NeedSplit) -> str:
    """Return what is told of a place: its name, its units, and the money."""
    units, currency = float(rows["units"].sum()), split.units.currency
    told = f"{written(units)} units, {100 * units / whole:.0f} %"
    if len(key) == 1:
        return f"{cut(key[0], 32)}\n{told}\ntook {written(rows['revenue'].sum())} {currency}"
    name = cut(f"{TOLD[key[0]]}: {key[1]}", 40)
    if key[0] in MONEY:
        return f"{name}\n{told}\npaid {written(rows['paid_without'].sum())} {currency} there"
    return f"{name}\n{told}"


def _bar(axes: Axes, place: Place, x: float, side: str) -> None:
    """Draw a place, and its label on one side of it."""
    axes.add_patch(Rectangle((x, place.top - place.units), BAR, place.units, color=place.colour, linewidth=0))
    at, shift = (x, -4) if side == "right" else (x + BAR, 4)
    axes.annotate(place.label, (at, place.top), (shift, 0), textcoords="offset points", ha=side, va="top",
                  fontsize=7.5, linespacing=1.25)  # fmt: skip


def _bands(axes: Axes, flows: pd.DataFrame, left: dict[Key, Place], right: dict[Key, Place]) -> None:
    """Draw each flow as a band from its place on the left to its place on the right."""
    used = dict.fromkeys((*left, *right), 0.0)
    names, units = flows[["source", "origin", "sold_by"]].astype(str), flows["units"].tolist()
    rows = [((source, origin), (seller,)) for source, origin, seller in names.to_numpy().tolist()]
    ends = list(right)
    for at in sorted(
        range(len(rows)), key=lambda at: (list(left).index(rows[at][0]), ends.index(rows[at][1]))
    ):
        start, end = rows[at]
        heights = left[start].top - used[start], right[end].top - used[end]
        used[start], used[end] = used[start] + units[at], used[end] + units[at]
        colour = COLOUR[start[0]]
        axes.add_patch(PathPatch(band(*heights, units[at]), facecolor=colour, alpha=0.45, linewidth=0))


def band(start: float, end: float, units: float) -> Path:
    """Return the outline of a band between the places of both sides, by the heights of its upper edge."""
    middle = (LEFT + RIGHT) / 2
    corners = [
        (LEFT, start), (middle, start), (middle, end), (RIGHT, end),
        (RIGHT, end - units), (middle, end - units), (middle, start - units), (LEFT, start - units),
        (LEFT, start),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    return Path(corners, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])
