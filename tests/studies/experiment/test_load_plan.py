"""Every file in experiments/wrong is answered with exactly the sentences at its head."""

import json
import os
from pathlib import Path

import pytest
import typer.testing

from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.studies.experiment.load_plan import experiment, load_experiment
from simulator.views.cli.app import app
from tests.scenario.test_wrong_files import expected
from tests.worlds.small import small_scenario, small_world

WRONG = Path(__file__).parents[3] / "experiments" / "wrong"
FILES = sorted(WRONG.glob("*.yaml"))


def test_there_are_wrong_files() -> None:
    """The folder holds enough of them to be worth running."""
    assert len(FILES) >= 35


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_told_what_is_wrong_and_where(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every mistake is told at once, with its place; exit 2, and nothing is written."""
    monkeypatch.chdir(WRONG)
    before = sorted(WRONG.rglob("*"))
    result = typer.testing.CliRunner().invoke(app, ["sweep", file.name, "--out", "results"])

    assert result.stderr.splitlines() == expected(file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(WRONG.rglob("*")) == before


@pytest.mark.by_day(3)
@pytest.mark.parametrize("harm", ["cut", "flip", "junk", "folder", "huge", "nested"])
def test_hostile_files_are_answered_with_complaints(tmp_path: Path, harm: str) -> None:
    """Whatever the bytes are: a complaint that names the file, or an experiment, but never a crash."""
    (tmp_path / "world.yaml").write_text(json.dumps(small_world(events=[])))
    right = {
        "experiment_version": 1,
        "name": "n",
        "scenario": "world.yaml",
        "factors": {"weeks": [2, 4]},
        "prediction": {"says": "it", "checks": [{"metric": "revenue", "rises_with": "weeks"}]},
    }
    text = json.dumps(right).encode()
    path = tmp_path / "e.yaml"
    path.write_bytes(text)
    assert len(load_experiment(path).points) == 2
    many = {
        "cut": [text[:length] for length in range(0, len(text), 3)],
        "flip": [
            text[:at] + bytes([text[at] ^ bit]) + text[at + 1 :]
            for at in range(0, len(text), 5)
            for bit in (1, 64)
        ],
        "junk": [os.urandom(500), b"\x00", b"\xff\xfe", b"%YAML 9.9\n---\n"],
        "huge": [b"name: " + b"x" * 300_000, b"factors: {weeks: [" + b"1," * 30_000 + b"1]}"],
        "nested": [b"factors: " + b"{a: " * 200, b"[" * 5000],
        "folder": [],
    }[harm]
    for bad in many:
        path.write_bytes(bad)
        try:
            load_experiment(path)
        except ScenarioError as wrong:
            assert str(wrong)
            assert len(str(wrong)) < 20_000
    if harm == "folder":
        with pytest.raises(ScenarioError, match="is no ordinary file"):
            load_experiment(tmp_path)


@pytest.mark.parametrize("change", ["weeks=", "weeks=banana", "wekks=3", "=3", "weeks", "extends=x.yaml"])
def test_hostile_settings_are_refused(tmp_path: Path, change: str) -> None:
    """As for a scenario."""
    (tmp_path / "world.yaml").write_text(json.dumps(small_world(events=[])))
    path = tmp_path / "e.yaml"
    path.write_text("experiment_version: 1\nname: n\nscenario: world.yaml\n")
    with pytest.raises(ScenarioError, match="--set"):
        load_experiment(path, set=[change])


def test_an_experiment_made_in_python_is_checked_alike() -> None:
    """By the same rules, placed by its name."""
    with pytest.raises(ScenarioError, match=r"experiment 'mine': factors.weeks: should be a list"):
        experiment(small_scenario(events=[]), {"weeks": 3}, name="mine")
    with pytest.raises(ScenarioError, match=r"wekks: there is no such setting here; did you mean 'weeks'"):
        experiment(small_scenario(events=[]), {"wekks": [3, 4]})
    two = experiment(
        {"a/b": small_scenario(events=[]), "c": small_scenario(events=[], weeks=3)},
        {"customers": range(10, 30, 10)},
    )
    assert [point.label for point in two.points] == [
        "scenario=a b, customers=10",
        "scenario=a b, customers=20",
        "scenario=c, customers=10",
        "scenario=c, customers=20",
    ]
    assert [point.scenario.weeks for point in two.points] == [12, 12, 3, 3]
