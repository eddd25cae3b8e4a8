"""Journey map: how needs went from stage to stage, by which kinds of outlets, and where they left, and why.

A band is as high as the needs that it stands for, on one scale for the whole picture.
"""

from collections.abc import Iterator
from textwrap import fill
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from simulator.domain.journey_entries import AFTERWARDS, STANDS_AT
from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError, measure
from simulator.ledger.queries.journeys import drop_offs_by_reason, own_categories, stage_flows, words_of
from simulator.ledger.queries.rows import all_rows, window
from simulator.metrics.journey.lost_demand import LOSSES
from simulator.studies.runs.written_numbers import written
from simulator.views.pictures.lost_units import TOLD as REASONS
from simulator.views.pictures.style import COLOURS, GREY, INK, PALE, Picture, blank, cut, drawn

TOLD = {
    "unaware": "had a need",
    "aware": "knew a product",
    "considering": "saw an offer",
    "deciding": "wanted one",
    "ordered": "ordered it",
    "customer": "had it",
    "retained": "bought again",
}
MET, RIVALS = ENDS_MET = ("customer", "rivals")
RETAINED, LAPSED = AFTERWARDS
MOST_PLACES = 4
"""How many kinds of outlets are told apart, the most visited first, before the rest is put together."""
MOST_REASONS, LEAST_TOLD = 4, 0.5
OTHERS = "others"
TALL, GAP, BAR = 2.1, 0.05, 0.1
"""Height of all needs together and gap between places [inches]; width of a place [columns]."""


class Place(NamedTuple):
    """A stage, at a kind of outlet or none, as it stands in the picture."""

    x: float
    top: float
    came: float
    went_on: float
    colour: str


type Places = dict[tuple[str, str], Place]


@PICTURES.register("journey_map")
@drawn
def journey_map(ledger: Ledger) -> Picture:
    """Draw how many needs came to each stage by which kind of outlet, where they went, and why they left.

    From the left, where needs arise, to the right, where they are met; all makers' products count, in the
    categories of the focal manufacturer; at the right its own stand above its rivals'. Beyond are its own
    purchases that another one followed within the usual interval. The pale end of a bar are needs that went
    no further. Below are the commonest reasons for which the manufacturer lost needs from
    that stage, those included that a rival met, and how many are still there as the run ends. Needs a ledger
    that tells stages.

    Raises NotRecordedError for other ledgers.
    """
    if not ledger.header.scenario.stages:
        raise NotRecordedError("'journey_map' was not recorded: it needs 'stages: true'")
    flows = few_places(of_market(stage_flows(ledger), ledger))
    whole = float(flows[flows["stage"] == ""]["needs"].sum())
    if not whole:
        picture, (axes,) = blank(height=0.8)
        axes.set_axis_off()
        axes.set_title("no needs arose")
        return picture
    columns = [stage for stage in TOLD if stage == MET or (flows["next_stage"] == stage).any()]
    inch = whole / TALL
    places = places_of(flows, columns, inch)
    low = min(one.top - one.came for one in places.values())
    picture, (axes,) = blank(height=TALL + 2.2)
    axes.set_axis_off()
    axes.set(xlim=(-0.5, len(columns) - 0.4), ylim=(low - 1.35 * inch, 0.5 * inch))
    axes.set_title(f"the way of {written(whole)} needs: {cut(ledger.header.scenario.name, 50)}", x=0.0)
    _bands(axes, flows, places)
    _bars(axes, places)
    _told_of_columns(axes, flows, columns, inch)
    _told_of_reasons(axes, ledger, columns, low - 0.12 * inch)
    _legend(picture, flows)
    return picture


def of_market(flows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Return needs of the customers played, multiplied by the people that each stands for."""
    return flows.assign(needs=flows["needs"] * ledger.header.people_per_customer)


def few_places(flows: pd.DataFrame) -> pd.DataFrame:
    """Return flows with all but the kinds of outlets that most needs came to put together."""
    size = flows[flows["next_place"] != ""].groupby("next_place")["needs"].sum()
    names = size.sort_values(ascending=False, kind="stable").index.tolist()
    kept = {"", *(names if len(names) <= MOST_PLACES else names[: MOST_PLACES - 1])}
    steps = ["stage", "place", "next_stage", "next_place"]
    told = {
        name: [place if place in kept else OTHERS for place in flows[name]]
        for name in ("place", "next_place")
    }
    return flows.assign(**told).groupby(steps)["needs"].sum().reset_index()


def colours_of(flows: pd.DataFrame) -> dict[str, str]:
    """Return the colour of each kind of outlet, the most visited first; of none: grey."""
    size = flows[flows["next_place"] != ""].groupby("next_place")["needs"].sum()
    names = size.sort_values(ascending=False, kind="stable").index.tolist()
    names = [*(name for name in names if name != OTHERS), *(name for name in names if name == OTHERS)]
    return {"": GREY} | {name: COLOURS[at] for at, name in enumerate(names)}


def places_of(flows: pd.DataFrame, columns: list[str], inch: float) -> Places:
    """Return where each stage and kind of outlet stands, column by column from the top down."""
    colours = colours_of(flows)
    found: Places = {}
    came = flows.groupby(["next_stage", "next_place"])["needs"].sum()
    goes_on = flows["next_stage"].isin((*columns, RIVALS))
    on = flows[goes_on].groupby(["stage", "place"])["needs"].sum()
    for x, column in enumerate(columns):
        top = 0.0
        for stage in ENDS_MET if column == MET else (column,):
            for place, colour in colours.items():
                needs = float(came.get((stage, place), 0.0))
                went_on = needs if stage in (columns[-1], RIVALS) else float(on.get((stage, place), 0.0))
                needs = max(needs, went_on)  # some came in the warm-up
                if needs:
                    found[stage, place] = Place(float(x), top, needs, went_on, colour)
                    top -= needs + GAP * inch
            top -= 2 * GAP * inch
    return found


def _bars(axes: Axes, places: Places) -> None:
    """Draw each place as a bar: what went on in its colour, what did not pale below it."""
    for (stage, _), (x, top, came, went_on, colour) in places.items():
        for start, size, fill_with in ((top, went_on, colour), (top - went_on, came - went_on, PALE)):
            bar = Rectangle((x - BAR / 2, start - size), BAR, size, color=fill_with, linewidth=0)
            axes.add_patch(bar)
        told = f"{written(came)}" + (" rivals'" if stage == RIVALS else "")
        axes.annotate(told, (x + BAR / 2, top), (2, -1), textcoords="offset points", va="top",
                      fontsize=6.5)  # fmt: skip


def _bands(axes: Axes, flows: pd.DataFrame, places: Places) -> None:
    """Draw each step as a band, from the place that needs left to the one to which they came."""
    out = {key: place.top for key, place in places.items()}
    into = dict(out)
    order = list(places)
    rows = [
        ((stage, place), (then, brings), needs)
        for stage, place, then, brings, needs in flows.itertuples(index=False)
        if (stage, place) in places and (then, brings) in places
    ]
    for start, end, needs in sorted(rows, key=lambda row: (order.index(row[0]), order.index(row[1]))):
        left, right = places[start].x + BAR / 2, places[end].x - BAR / 2
        shape = _band((left, out[start]), (right, into[end]), float(needs))
        axes.add_patch(PathPatch(shape, facecolor=places[end].colour, alpha=0.35, linewidth=0))
        out[start], into[end] = out[start] - needs, into[end] - needs


def _band(start: tuple[float, float], end: tuple[float, float], height: float) -> Path:
    """Return the outline of a band between two points of its upper edge."""
    (left, high), (right, to) = start, end
    middle = (left + right) / 2
    corners = [
        (left, high), (middle, high), (middle, to), (right, to),
        (right, to - height), (middle, to - height), (middle, high - height), (left, high - height),
        (left, high),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    return Path(corners, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])


def _told_of_columns(axes: Axes, flows: pd.DataFrame, columns: list[str], inch: float) -> None:
    """Write above each column what it stands for, and how many came there."""
    came = flows.groupby("next_stage")["needs"].sum()
    share = 100 * came / float(flows[flows["stage"] == ""]["needs"].sum())
    for x, stage in enumerate(columns):
        axes.text(x, 0.32 * inch, TOLD[stage], ha="center", va="baseline", fontsize=8, color=INK)
        told = f"{share[stage]:.0f} %"
        if stage == MET:
            ours, theirs = (share.get(end, 0.0) for end in ENDS_MET)
            told = f"{ours:.0f} % ours, {theirs:.0f} % rivals'"
        axes.text(x, 0.14 * inch, told, ha="center", va="baseline", fontsize=8, color=INK)


def _told_of_reasons(axes: Axes, ledger: Ledger, columns: list[str], height: float) -> None:
    """Write below each stage why needs left it, and how many are still there."""
    lost = of_market(drop_offs_by_reason(ledger), ledger)
    still = still_there(ledger)
    for x, stage in enumerate(columns):
        lines = list(reasons_told(lost, stage))
        if still.get(stage, 0.0) >= LEAST_TOLD:
            lines.append(f"{written(still[stage])} still there")
        if stage == MET and stage != columns[-1]:
            lines += customers_told(ledger)
        if lines:
            axes.text(x, height, "\n".join(lines), ha="center", va="top", fontsize=6.5, linespacing=1.25)


def reasons_told(lost: pd.DataFrame, stage: str) -> Iterator[str]:
    """Yield what made needs leave a stage, the commonest first."""
    here = lost[lost["stage"] == stage].groupby("reason")["needs"].sum()
    here = here.sort_values(ascending=False, kind="stable")
    if here.sum() < LEAST_TOLD:
        return
    yield f"lost from here {written(here.sum())}:"
    told = here[here >= LEAST_TOLD].iloc[:MOST_REASONS]
    for reason, needs in told.items():
        yield fill(f"{written(needs)} {REASONS[LOSSES[str(reason)]]}", 25)
    rest = float(here.sum() - told.sum())
    if rest >= LEAST_TOLD:
        yield f"{written(rest)} for others"


def customers_told(ledger: Ledger) -> Iterator[str]:
    """Yield how many purchases no other one followed, and how many one may follow yet."""
    flows, (_, last) = of_market(stage_flows(ledger), ledger), window(ledger)
    yield f"{written(flows[flows['next_stage'] == LAPSED]['needs'].sum())} lapsed"
    standing = own_categories(all_rows(ledger, "in_stage")).between(last, last)
    needs = standing["needs"][words_of(ledger, standing["stage"]) == MET] * ledger.header.people_per_customer
    yield f"{written(needs.sum())} may buy again"


def still_there(ledger: Ledger) -> dict[str, float]:
    """Return how many needs stand at each stage as the run ends."""
    found = pd.Series(measure(ledger, "in_process", "stage"))
    return {stage: float(found[stage]) for stage in STANDS_AT}


def _legend(picture: Picture, flows: pd.DataFrame) -> None:
    """Tell which colour is which kind of outlet."""
    told = {name.replace("_", " "): colour for name, colour in colours_of(flows).items() if name}
    told["went no further"] = PALE
    handles = [Rectangle((0, 0), 1, 1, color=colour) for colour in told.values()]
    picture.legend(handles, list(told), loc="outside lower center", ncols=min(len(told), 6), fontsize=7.5)
