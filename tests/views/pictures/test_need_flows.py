"""Need flows: no label lies on another or beyond the picture; bands are as high as what they stand for."""

from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch, Rectangle

from simulator import pictures
from simulator.domain.units import Units
from simulator.studies.need_split.need_split import MEASURED, NeedSplit
from simulator.studies.need_split.paired_needs import NEW, OWN, RIVAL, SHIFTED, UNDECIDED

LONG = "a very long name of an outlet or of a manufacturer that nobody would call so"


def split(units: dict[tuple[str, str, str], int], price: float = 10.0) -> NeedSplit:
    """Return a split with so many needs from each (source, format or maker or end without, outlet)."""
    rows = []
    for (source, origin, outlet), count in units.items():
        ends = {NEW: origin, SHIFTED: origin, UNDECIDED: origin}.get(source, "met")
        rows += [(1, source, outlet, "web_store", "lamp", number, price, ends, origin, origin, price)
                 for number in range(count)]  # fmt: skip
    columns = ["seed", "source", "outlet", "format", "product", "customer", "price", "outcome_without"]
    columns += ["format_without", "maker_without", "price_without"]
    outlets = tuple(dict.fromkeys(outlet for _, _, outlet in units))
    net = pd.DataFrame({"seed": [], "source": [], "units": []})
    return NeedSplit("two", "one", (1,), outlets, Units(), pd.DataFrame(rows, columns=columns), net)


MANY = {
    (source, origin, outlet): 1 if outlet == LONG else 60
    for source, origins in {
        NEW: ("given_up", "overtaken", "cancelled"),
        OWN: ("dealer", LONG, "kiosk", "club"),
        RIVAL: (LONG, "bolt", "north", "south"),
        SHIFTED: ("not arisen",),
        UNDECIDED: ("open", "not arisen"),
    }.items()
    for origin in origins
    for outlet in (LONG, "web", "shop")
}


@pytest.mark.by_day(3)
@pytest.mark.parametrize(
    "given",
    [
        MANY,
        {key: 1 if key[2] == LONG else 0 for key in MANY},
        {(NEW, "given_up", "web"): 1000, (OWN, "dealer", LONG): 1, (UNDECIDED, "open", "shop"): 1},
        {(RIVAL, "bolt", str(number)): 1 for number in range(9)},
    ],
)
@pytest.mark.parametrize("price", [10.0, 1e8])
def test_no_label_lies_on_another_or_beyond_the_picture(
    given: dict[tuple[str, str, str], int], price: float
) -> None:
    """However many places there are, however small some and however long their names."""
    picture = pictures.need_flows(split({key: count for key, count in given.items() if count}, price))
    canvas = FigureCanvasAgg(picture)
    canvas.draw()
    (axes,) = picture.axes
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in (*axes.texts, axes.title)]
    boxes += [axes._left_title.get_window_extent(canvas.get_renderer())]
    shown = [box for box in boxes if box.width > 1]

    assert len(shown) > 2
    for one, other in combinations(shown, 2):
        assert not one.overlaps(other)
    for box in shown:
        assert picture.bbox.x0 <= box.x0 and box.x1 <= picture.bbox.x1
        assert picture.bbox.y0 <= box.y0 and box.y1 <= picture.bbox.y1


def test_bands_are_as_high_as_what_they_stand_for() -> None:
    """One band a source, origin and outlet; both sides are as high as all that was sold."""
    given = split({(NEW, "given_up", "web"): 50, (OWN, "dealer", "web"): 30, (OWN, "dealer", "shop"): 20})
    (axes,) = pictures.need_flows(given).axes
    bands = [patch.get_path().vertices for patch in axes.patches if isinstance(patch, PathPatch)]
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]

    assert sorted(float(band[0, 1] - band[-2, 1]) for band in bands) == [20, 30, 50]
    assert sorted(bar.get_height() for bar in bars) == [20, 50, 50, 80]
    assert [text.get_text() for text in axes.texts] == [
        "new to the category: given up\n50 units, 50 %",
        "from own outlets: dealer\n50 units, 50 %\npaid 500 EUR there",
        "web\n80 units, 80 %\ntook 800 EUR",
        "shop\n20 units, 20 %\ntook 200 EUR",
    ]


def test_outlets_that_sold_nothing_are_said_to_have() -> None:
    """No band, and a line that says so."""
    empty = split({(NEW, "given_up", "web"): 1})
    nothing = NeedSplit("two", "one", (1,), ("web",), Units(), empty.needs[:0], empty.net)
    (axes,) = pictures.need_flows(nothing).axes

    assert axes.get_title(loc="left") == "web sold nothing"
    assert nothing.sentence() == "two: web sold nothing."
    assert nothing.flows[MEASURED].empty
