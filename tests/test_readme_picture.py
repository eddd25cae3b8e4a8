"""README's picture: lines as wide as the units of the run, members as dark as their conflicts, to be seen."""

import re
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from experiments.numbers_in_texts.kept import kept
from experiments.numbers_in_texts.questions import Row, questions
from simulator import load, measure, pictures
from simulator.ledger.ledger import Ledger
from simulator.mechanisms.conflict.conflict_bands import ENDS
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Line, Run, Runs
from simulator.views.pictures.channel_graph import LEVEL, WIDEST, flows
from simulator.views.pictures.graph_layers import PASSAGE, with_passages
from simulator.views.pictures.style import COLOURS, HEAT, Picture
from tests.views.pictures.reading import crossed

TEXT = Path("README.md").read_text(encoding="utf-8")
DRAWN = ("contribution", "conflict")
SAME_COLOUR = 0.03
"""How far a pixel may be from the colour that it should have, in each of red, green and blue [0 … 1]."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script that README names beside its picture."""
    (path,) = re.findall(r"`uv run python (experiments/picture\.py) \S+ \S+`", TEXT)
    spec = spec_from_file_location("picture", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def year(script: ModuleType) -> Ledger:
    """Return the run that is drawn, which the script then plays no second time."""
    played: Ledger = script.played()
    script.played = lambda: played  # type: ignore[attr-defined]
    return played


@pytest.fixture(scope="module")
def picture(year: Ledger) -> Picture:
    """Return its picture."""
    return pictures.channel_graph(year)


@pytest.fixture(scope="module")
def saved(
    script: ModuleType, year: Ledger, picture: Picture, tmp_path_factory: pytest.TempPathFactory
) -> np.ndarray:
    """Return the pixels of the picture as the script saves it; it is not drawn a second time."""
    place = tmp_path_factory.mktemp("picture") / "now.png"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "channel_graph", lambda ledger: {id(year): picture}[id(ledger)])
        patch.setattr(pictures, "profit_against_conflict", lambda _: picture)
        patch.setattr(script, "compared", lambda: SimpleNamespace(runs=None))
        script.main(str(place), str(place.with_name("verdict.png")))
    pixels: np.ndarray = imread(place)[..., :3]
    return pixels


def test_what_is_drawn_is_what_the_run_says(year: Ledger) -> None:
    """Units of each line from the tables of shipments and sales, heat of each member from the metric."""
    units: Counter[tuple[str, str]] = Counter()
    for supplier, buyer, sent in year.table("shipment")[["supplier", "buyer", "units"]].itertuples(
        index=False
    ):
        units[supplier, buyer] += sent
    for outlet, cell, sold in year.table("sale")[["outlet", "cell", "units"]].itertuples(index=False):
        units[outlet, f"customers, {cell.partition('/')[2]}"] += sold
    graph, heat = flows(year), measure(year, "worst_conflict", by="member")

    assert {(a, b): e["units"] for a, b, e in graph.edges(data=True) if not e["hosts"]} == units
    assert {n: h for n, h in graph.nodes(data="heat") if h} == {n: h for n, h in heat.items() if h}
    assert sum(one > 0 for _, one in graph.nodes(data="heat")) > 3


def test_lines_and_colours_are_those_of_the_data(year: Ledger, picture: Picture) -> None:
    """A line's width is its share of the widest; colours are the same in every picture, band by band."""
    graph = with_passages(flows(year))
    slanting = [line for line in picture.axes[0].lines if line.get_label() != LEVEL]
    widths = [line.get_linewidth() for line in slanting if line.get_linestyle() == "-"]
    units = np.array([e for *_, e in graph.edges(data="units") if e])

    assert widths == pytest.approx(np.maximum(0.4, WIDEST * units / units.max()))
    assert [dot.get_facecolor()[0] for dot in picture.axes[0].collections] == pytest.approx(
        np.array(colours_of(year), dtype=float)
    )


def test_the_picture_shown_is_the_one_its_script_draws(
    year: Ledger, picture: Picture, saved: np.ndarray
) -> None:
    """In the file that README shows each member has its colour, and nothing else has moved."""
    place, _ = shown_places()
    shown = imread(place)[..., :3]

    assert f"]({place})" in TEXT
    assert shown.shape == saved.shape
    assert np.abs(shown - saved).mean() < 0.01  # fonts may fall a little differently elsewhere
    assert pale(shown, picture, year) == []


def shown_places() -> tuple[str, str]:
    """Return where the pictures stand that README shows."""
    ((channel, verdict),) = re.findall(r"`uv run python experiments/picture\.py (\S+) (\S+)`", TEXT)
    return channel, verdict


def test_no_line_runs_through_a_name(picture: Picture) -> None:
    """Nor do the 38 names lie on each other."""
    FigureCanvasAgg(picture).draw()

    assert len(picture.axes[0].texts) == 38
    assert crossed(picture.axes[0]) == []


def test_what_is_sold_past_a_wholesaler_passes_between_names(
    year: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same channel, in which the maker supplies its resellers, too, all by one line that widens."""
    graph = flows(year)
    ours = [name for name in graph if name.startswith("northmill reseller")]
    graph.add_edges_from([("northmill", name, {"units": 5.0, "hosts": False}) for name in ours])
    monkeypatch.setattr(sys.modules["simulator.views.pictures.channel_graph"], "flows", lambda _: graph)
    drawn = pictures.channel_graph(year)
    FigureCanvasAgg(drawn).draw()
    whole = with_passages(graph)
    passing = [node for node in whole["northmill"] if whole.nodes[node]["kind"] == PASSAGE]

    assert crossed(drawn.axes[0]) == []
    assert len(ours) > 10
    assert [whole.edges["northmill", node]["units"] for node in passing] == [5.0 * len(ours)]


@pytest.mark.nightly
def test_the_verdict_is_drawn_from_what_the_first_command_plays(script: ModuleType) -> None:
    """Its scenarios and its seeds come to the figures that are kept."""
    (first, *_) = re.findall(r"uv run simulator compare (\S+) (\S+)$", TEXT, re.MULTILINE)
    found, kept = script.compared().runs, kept_runs(script)

    assert first == (script.DEALERS, script.RESALE)
    for line in kept.lines():
        for label in kept.scenarios:
            assert found.series(line, label) == pytest.approx(kept.series(line, label), rel=1e-9), (
                line,
                label,
            )


def test_the_verdict_shown_has_the_figures_of_the_table_beside_it(script: ModuleType, tmp_path: Path) -> None:
    """What was measured seed by seed has the means that the table tells, and makes the picture anew."""
    runs = kept_runs(script)
    place = shown_places()[1]
    shown = imread(place)[..., :3]
    now = imread(pictures.profit_against_conflict(runs).save(tmp_path / "now.png"))[..., :3]
    for name, title in zip(DRAWN, (r"contribution of the maker \[EUR\]", "conflict"), strict=True):
        (told,) = re.findall(rf"^ {title} +(\S+) ± \S+ +(\S+) ±", TEXT, re.MULTILINE)
        means = [np.mean(runs.series(Line(name, "", "", None), label)) for label in runs.scenarios]
        decimals = [len(one.partition(".")[2]) for one in told]
        assert list(told) == [f"{mean:,.{n}f}" for mean, n in zip(means, decimals, strict=True)], name

    assert f"]({place})" in TEXT
    assert shown.shape == now.shape
    assert np.abs(shown - now).mean() < 0.01  # fonts may fall a little differently elsewhere
    for colour in COLOURS[:2]:
        before, after = pixels_of(shown, colour), pixels_of(now, colour)
        assert (before & after).sum() > 0.9 * (before | after).sum() > 100, colour


def kept_runs(script: ModuleType) -> Runs:
    """Return what each seed of the first command came to, as it is kept for the figures of README."""
    values, seeds = kept()["headline_nestings"], questions()["headline_nestings"].seeds
    given = {place: load(place) for place in (script.DEALERS, script.RESALE)}
    assert all(scenario.choice.nesting == "product" for scenario in given.values())
    ended = [
        Run(scenario.name, seed, tuple(Answer(name, "", "", None, of[name][at]) for name in DRAWN))
        for place, scenario in given.items()
        for of in [{name: values[Row(f"{Path(place).stem} choice.nesting=product", name)] for name in DRAWN}]
        for at, seed in enumerate(seeds)
    ]
    told = tuple(Question(name, "") for name in DRAWN)
    return Runs({scenario.name: scenario for scenario in given.values()}, seeds, told, tuple(ended))


def pixels_of(shown: np.ndarray, colour: str) -> np.ndarray:
    """Return which pixels have a colour."""
    return np.asarray(np.abs(shown - to_rgb(colour)).max(axis=2) < SAME_COLOUR)


def pale(shown: np.ndarray, picture: Picture, year: Ledger) -> list[str]:
    """Return the members that have not their own colour in a picture."""
    axes, scale = picture.axes[0], shown.shape[0] / picture.bbox.height
    found = []
    for dot, name, colour in zip(axes.collections, flows(year), colours_of(year), strict=False):
        x, y = axes.transData.transform(dot.get_offsets()[0]) * scale
        seen = shown[round(shown.shape[0] - y), round(x)]
        if np.abs(seen - to_rgb(colour)).max() > SAME_COLOUR:
            found.append(f"{name}: {seen} is not {to_rgb(colour)}")
    return found


def colours_of(year: Ledger) -> list[tuple[float, float, float, float]]:
    """Return the colour that each member should have."""
    heat = np.array([one for _, one in flows(year).nodes(data="heat")])
    return [
        HEAT(float(at)) for at in np.interp(heat, [0.0, *ENDS, 1.0], np.linspace(0.0, 1.0, len(ENDS) + 2))
    ]


def test_lost_colours_are_seen(year: Ledger, picture: Picture, saved: np.ndarray) -> None:
    """The same picture in grey, as like as it is by the mean of its pixels, is another one."""
    grey = np.repeat(saved.mean(axis=2, keepdims=True), 3, axis=2)

    assert np.abs(saved - grey).mean() < 0.01
    assert pale(saved, picture, year) == []
    assert len(pale(grey, picture, year)) > len(flows(year)) / 2
