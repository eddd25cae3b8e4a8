"""One folder of results, written by the command line, that several tests look into.

What commands of one file of tests play alike is played once.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from simulator.scenario.save import to_yaml
from simulator.scenario.schema import Scenario
from simulator.views.cli.app import app
from simulator.views.report import render
from tests.played_once import played_once
from tests.studies.need_split.test_split_of_runs import pair

WORST = "=10 % of $5, 20 % of $6 | \u202e$x^ [bold]a[/] {{ 7 * 7 }} <script>alert(1)</script>"
"""A name that pages, pictures, tables and spreadsheets would all take for markup of theirs."""


class Compared(NamedTuple):
    """What a comparison wrote, and what it said."""

    folder: Path
    said: str


def compared_into(place: Path, scenarios: list[Scenario], detail: str) -> Compared:
    """Compare scenarios from files, and write all there is to write."""
    files = [str(place / f"{at}.yaml") for at, _ in enumerate(scenarios)]
    for file, scenario in zip(files, scenarios, strict=True):
        Path(file).write_text(to_yaml(scenario), encoding="utf-8")
    out = place / "out"
    more = ["--detail", detail, "--assumptions", "0", "--out", str(out), "--metrics", "units_sold:outlet"]
    done = CliRunner().invoke(app, ["compare", *files, "--seeds", "2", "--jobs", "1", *more])
    assert done.exit_code == 0, done.output
    return Compared(out, done.stdout)


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """Return dealers of the worst name against dealers beside a web store, with sales recorded."""
    dealers, both = pair("summary")
    return compared_into(tmp_path_factory.mktemp("compared"), [dealers.changed(name=WORST), both], "sales")


@pytest.fixture(autouse=True, scope="module")
def _played_once() -> Iterator[None]:
    with played_once():
        yield


@pytest.fixture
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write reports without pictures, for tests that look at what stands beside them."""
    monkeypatch.setattr(render, "_drawn", lambda *_: ({}, [], []))
