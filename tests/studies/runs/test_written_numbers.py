"""Written numbers: as readers of a country write them, and plain for programs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from simulator import number_locale
from simulator.scenario.errors.arguments import ArgumentError
from simulator.studies.runs.number_format import figure, mean_and_half_width, times
from simulator.studies.runs.statistics import Estimate
from simulator.studies.runs.written_numbers import rewritten, written
from simulator.views.cli.app import app
from simulator.views.pictures.style import blank
from tests.worlds import scenario_files

GERMAN = "de_DE"


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    """Leave numbers as they were."""
    yield
    number_locale()


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (None, "−1,234,567.89"),
        ("de_DE", "−1.234.567,89"),
        ("de-AT", "−1.234.567,89"),
        ("de_CH", "−1'234'567.89"),
        ("fr_FR", "−1\u202f234\u202f567,89"),
        ("en_IN", "−12,34,567.89"),
        ("sv", "−1\u00a0234\u00a0567,89"),
    ],
)
def test_points_commas_and_groups_are_those_of_the_locale(locale: str | None, told: str) -> None:
    """As the Common Locale Data Repository has them."""
    number_locale(locale)

    assert written(-1234567.891, 2) == told


def test_what_is_told_of_estimates_follows() -> None:
    """A mean and its interval, a number with a sign, how many times as many runs; and back again."""
    plain = figure(12345.6, "EUR", sign=True)
    number_locale(GERMAN)

    assert mean_and_half_width(Estimate(0.123, 0.119, 0.127, 9, 10), "share", sign=True) == "+12,30 ± 0,40"
    assert figure(12345.6, "EUR", sign=True) == "+12.346"
    assert times(1234.0) == "1.234×"
    assert times(1.27) == "1,3×"
    assert figure(float("nan"), "EUR") == "—"
    number_locale()
    assert figure(12345.6, "EUR", sign=True) == plain == "+12,346"


def test_ticks_of_pictures_follow() -> None:
    """Thousands and decimals at an axis; very long numbers stay as they are."""
    number_locale(GERMAN)
    picture, (axes,) = blank()
    axes.set(xlim=(0, 30000), ylim=(0, 1))
    picture.draw_without_rendering()

    assert "10.000" in [label.get_text() for label in axes.get_xticklabels()]
    assert {"0,2", "0,4"} <= {label.get_text() for label in axes.get_yticklabels()}
    assert rewritten("12345678901234567890 and 1234") == "12345678901234567890 and 1.234"


def test_tables_follow_and_data_for_programs_stay_plain(tmp_path: Any) -> None:
    """The same run: a table for people, JSON and CSV as ever."""
    world = scenario_files.written(tmp_path, weeks=4, events=[])
    words = ["run", world, "--seeds", "1", "--metrics", "revenue"]
    table, german, plain = (
        CliRunner().invoke(app, [*words, *more]).stdout
        for more in ([], ["--locale", GERMAN], ["--locale", GERMAN, "--format", "json"])
    )
    revenue = json.loads(plain)["rows"][0]["value"]

    assert revenue > 1000
    assert f"{revenue:,.0f}" in table
    assert f"{revenue:,.0f}".replace(",", ".") in german


@pytest.mark.parametrize(
    "words", [["--locale", GERMAN, "list", "media"], ["list", "media", f"--locale={GERMAN}"]]
)
def test_it_may_stand_before_or_behind_a_verb(words: list[str]) -> None:
    """As plug-ins may."""
    assert CliRunner().invoke(app, words).exit_code == 0
    assert written(1234.5, 1) == "1.234,5"


def test_the_environment_may_say_it() -> None:
    """For all commands of a person."""
    assert CliRunner().invoke(app, ["list", "media"], env={"SIMULATOR_LOCALE": "fr_FR"}).exit_code == 0
    assert written(0.5, 1) == "0,5"


@pytest.mark.parametrize("name", ["de_DEE", "", "deutsch", "xx", "../etc", "de_DE\x1b[31m", "a" * 500])
def test_locales_that_nobody_knows_are_refused(name: str) -> None:
    """On the command line with exit code 2, and numbers stay as they were."""
    with pytest.raises(ArgumentError, match="no locale is called"):
        number_locale(name)
    if name:
        answer = CliRunner().invoke(app, ["list", "media", "--locale", name])
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert "no locale is called" in answer.stderr
    assert written(1234.5, 1) == "1,234.5"


def test_one_that_is_nearly_right_is_proposed() -> None:
    """With what was probably meant."""
    with pytest.raises(ArgumentError, match="did you mean 'de_DE'"):
        number_locale("de_DEU")
