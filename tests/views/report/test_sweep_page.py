"""The page of a sweep: it stands alone, tells what the tables tell, and fits a desk and a phone."""

from pathlib import Path

import pytest

from simulator.mechanisms.conflict.conflict_bands import BANDS
from simulator.studies.experiment.load_plan import experiment
from simulator.studies.runs.questions import Question
from simulator.studies.sweep.results import Sweep
from simulator.studies.sweep.sweep import sweep
from simulator.views.pictures.heat_map import heat_map
from simulator.views.pictures.response_plots import response_picture
from simulator.views.pictures.tornado import tornado
from tests.views.report.browsing import CHROMIUM, PHONE, looked_at
from tests.views.report.told import NASTY
from tests.worlds.small import small_scenario


@pytest.fixture(scope="module")
def found() -> Sweep:
    """Return a small sweep of two factors by the name of a script."""
    scenario = small_scenario(weeks=2, review_weeks=1, customers=30, campaigns=[], events=[])
    factors = {"weeks": [2, 3], "distribution.dealers_per_region": [1, 2]}
    asked = ["units_sold", "contribution", "conflict", "units_sold:week"]
    return sweep(experiment(scenario, factors, name=NASTY, question="Which?", seeds=2, metrics=asked))


@pytest.fixture(scope="module")
def page(found: Sweep, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its page."""
    return found.report(tmp_path_factory.mktemp("sweep") / "report.html")


def test_it_has_every_point_and_every_picture(found: Sweep, page: Path) -> None:
    """A row a point in the table of each number, differences first; what moves it, and profit by conflict."""
    text = page.read_text(encoding="utf-8")

    assert text.count("<th>difference</th><th>units sold</th>") == 1
    assert text.count("<tr>") == 3 * (1 + len(found.experiment.points))
    for name in ("profit", "tornado-0", "map-1", "response-3"):
        assert f'id="{name}-figure_1"' in text
    assert 'id="map-3-figure_1"' not in text
    assert NASTY not in text
    assert "No prediction" not in text


def test_conflict_has_its_whole_scale_in_every_picture_of_it(found: Sweep) -> None:
    """By colour, across and upwards, with the names of its bands; other numbers have their own."""
    shades, levels = heat_map(found, "conflict").axes[1], tornado(found, "conflict").axes[0]
    answers = response_picture(found, Question("conflict", ""))

    assert (shades.get_xlim(), levels.get_xlim()) == ((0, 1), (-0.16, 1.16))
    for axes in (shades, levels, *answers.axes):
        assert tuple(one.get_text() for one in axes.texts if one.get_text() in BANDS) == BANDS
    assert all(axes.get_ylim() == (-0.03, 1.03) for axes in answers.axes)
    for axes in (*heat_map(found, "units_sold").axes, *tornado(found, "units_sold").axes):
        assert not {one.get_text() for one in axes.texts} & set(BANDS)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_without_network_shows_it_at_the_desk_and_on_a_phone(page: Path) -> None:
    """Nothing is asked for, nothing complained of, and nothing is wider than the window."""
    seen = looked_at(page)

    assert (seen.complaints, seen.outside) == ([], [])
    assert set(seen.overflow.values()) == {0}
    assert max(seen.differences_end_at) <= PHONE
    assert seen.cut_on_phone == []
    assert seen.figures["profit"]["dots"] >= 4 * 2
    assert seen.figures["tornado-1"]["bars"] >= 1
