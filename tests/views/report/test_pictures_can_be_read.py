"""Pictures of a report can be read: nothing is cut off, covers data, or runs through a name."""

from itertools import combinations

import pytest
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from simulator.mechanisms.conflict.conflict_bands import BANDS
from simulator.views.pictures.narrow import NARROW
from simulator.views.pictures.style import Picture
from tests.views.pictures.reading import crossed, overlap

SHOWN = ("differences", "who", "lost", "units", "rate", "conflict", "kept", "names", "graph-0", "graph-1",
         "profit-0", "profit-1")  # fmt: skip
"""Some of the pictures that a report has."""
SLACK = 1.5
"""How far a letter may stand over an edge, for fonts that are a little wider elsewhere [px]."""


@pytest.fixture(scope="module")
def laid_out(drawings: dict[str, Picture]) -> dict[str, Picture]:
    """Return the pictures with everything at its place."""
    for picture in drawings.values():
        FigureCanvasAgg(picture).draw()
    assert set(drawings) >= set(SHOWN)
    return drawings


def written(picture: Picture) -> list[Text]:
    """Return what is written in a picture and can be seen."""
    axes = [axis for one in picture.axes for axis in (one.xaxis, one.yaxis)]
    hidden = {text for axis in axes for text in axis.findobj(Text)} - {
        one for axis in axes for one in seen(axis)
    }
    found = [one for one in picture.findobj(Text) if isinstance(one, Text) and one not in hidden]
    return [one for one in found if one.get_visible() and one.get_text().strip()]


def seen(axis: Axis) -> list[Text]:
    """Return the title of an axis, and the labels of ticks within its ends."""
    if not axis.axes.axison:
        return []
    low, high = sorted(axis.get_view_interval())
    ticks = [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [one for one in (axis.label, *ticks) if one.get_visible() and one.get_text()]


def test_nothing_that_is_written_is_cut_off(laid_out: dict[str, Picture]) -> None:
    """Titles, ticks, names and legends lie within the picture."""
    cut = [
        f"{name}: {text.get_text()}"
        for name, picture in laid_out.items()
        for text in written(picture)
        if not within(text.get_window_extent(), picture.bbox)
    ]

    assert cut == []


def within(inner: Bbox, outer: Bbox) -> bool:
    """Say whether a box lies in another."""
    return (
        inner.x0 >= outer.x0 - SLACK and inner.x1 <= outer.x1 + SLACK
        and inner.y0 >= outer.y0 - SLACK and inner.y1 <= outer.y1 + SLACK
    )  # fmt: skip


def test_no_legend_covers_data(laid_out: dict[str, Picture]) -> None:
    """Each stands outside of all axes."""
    covered, legends = [], 0
    for name, picture in laid_out.items():
        mine = [*picture.legends, *(one for axes in picture.axes if (one := axes.get_legend()))]
        legends += len(mine)
        boxes = [axes.get_window_extent() for axes in picture.axes]
        covered += [name for one in mine for box in boxes if overlap(one.get_window_extent(), box)]

    assert legends > 5
    assert covered == []


def test_ticks_do_not_run_into_each_other(laid_out: dict[str, Picture]) -> None:
    """Level ones where they are not turned; upright ones all."""
    touching = []
    for name, picture in laid_out.items():
        for axes in picture.axes:
            for axis in (axes.xaxis, axes.yaxis):
                labels = [one for one in seen(axis) if one is not axis.label and not one.get_rotation()]
                boxes = [(one.get_text(), one.get_window_extent()) for one in labels]
                touching += [(name, a, b) for (a, x), (b, y) in combinations(boxes, 2) if overlap(x, y)]

    assert touching == []


def test_no_line_of_a_channel_runs_through_a_name(laid_out: dict[str, Picture]) -> None:
    """Nor do two names lie on each other, with a wholesaler that links pass by, and one supplier for many."""
    for name in ("graph-0", "graph-1"):
        assert crossed(laid_out[name].axes[0]) == []


def test_conflict_has_its_whole_scale_with_named_bands(laid_out: dict[str, Picture]) -> None:
    """Beside contribution, by type and by member; means and the parts that sum to them are in one place."""
    verdict, types, members = (
        laid_out["verdict"].axes[0], laid_out["conflict"].axes[0], laid_out["graph-0"].axes[1],
    )  # fmt: skip

    assert verdict.get_ylim() == (-0.03, 1.03)
    assert types.get_xlim() == (0, 1)
    assert [float(one.get_text()) for one in members.get_xticklabels()] == [0, 0.02, 0.12, 0.3, 0.6, 1]
    for axes in (verdict, types, members):
        assert tuple(one.get_text() for one in axes.texts if one.get_text() in BANDS) == BANDS


def test_a_phone_has_pictures_of_its_own_but_of_networks(laid_out: dict[str, Picture]) -> None:
    """As wide as it shows them at a size that can be read; those of networks are moved sideways."""
    wide = {name for name in laid_out if f"{name}-narrow" not in laid_out and not name.endswith("-narrow")}

    assert {name.partition("-")[0] for name in wide} <= {"graph", "needs", "journey", "felt"}
    small = [picture for name, picture in laid_out.items() if name.endswith("-narrow")]
    assert len(small) > 8
    assert {picture.get_figwidth() for picture in small} == {NARROW}


def test_weeks_are_whole(laid_out: dict[str, Picture]) -> None:
    """Where a run has few of them, ticks do not stand between."""
    of_weeks = [axes for one in laid_out.values() for axes in one.axes if axes.get_xlabel() == "week"]
    ticks = [
        text.get_text() for axes in of_weeks for text in seen(axes.xaxis) if text is not axes.xaxis.label
    ]

    assert len(ticks) > 10
    assert all(tick.isdigit() for tick in ticks)
