"""The sweep command: what it answers, in every format, how it ends, and what is in its folder."""

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from simulator.market import simulate as engine
from simulator.scenario.yaml.nodes import plain
from simulator.scenario.yaml.read import read_nodes
from simulator.studies.experiment.plan import plan_schema
from simulator.views.cli.app import app
from tests.worlds.scenario_files import written

SIMULATOR = [sys.executable, "-m", "simulator"]
SHIPPED = sorted(Path("experiments").glob("*.yaml"))


def answered(*arguments: str, code: int = 0) -> Result:
    """Give a command and expect an exit code; without a traceback whatever it is."""
    result = CliRunner().invoke(app, list(arguments))

    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def experiment(folder: Path, **settings) -> str:
    """Write an experiment on a small scenario, JSON being YAML, and return its path."""
    written(folder, weeks=3, customers=80)
    whole = {
        "experiment_version": 1,
        "name": "how many",
        "question": "Do more dealers sell more?",
        "scenario": "one.yaml",
        "factors": {"distribution.dealers_per_region": [1, 2], "message": LEVELS},
        "seeds": 3,
        "metrics": ["units_sold", "contribution:tier", "units_sold:week"],
        "prediction": {
            "says": "They do.",
            "checks": [{"metric": "units_sold", "rises_with": "distribution.dealers_per_region"}],
        },
        **settings,
    }
    path = folder / "experiment.yaml"
    path.write_text(json.dumps(whole))
    return str(path)


LEVELS = {"craft": {"messages.default": "craft"}, "deal": {"messages.default": "deal"}}


def test_a_sweep_is_shown_as_a_page(tmp_path):
    """Question, prediction, verdict, then the points with their means."""
    result = answered("sweep", experiment(tmp_path))
    words = ["how many", "Do more dealers", "Prediction: They do.", "Verdict: ", "dealers per region", "±"]
    places = [result.stdout.index(word) for word in words]

    assert places == sorted(places)
    assert "nothing is kept without --out" in result.stderr


def test_as_csv_and_as_json_it_says_the_same(tmp_path):
    """One row a line and point, with a column for each factor."""
    path = experiment(tmp_path)
    rows = list(csv.DictReader(io.StringIO(answered("sweep", path, "--format", "csv").stdout)))
    content = json.loads(answered("sweep", path, "--format", "json").stdout)

    assert len(rows) == len(content["summary"])
    assert {row["message"] for row in rows} == {"craft", "deal"}
    assert content["prediction"]["verdict"] in ("confirmed", "refuted", "undecided")
    assert [float(row["mean"]) for row in rows] == [row["mean"] for row in content["summary"]]


def test_the_folder_holds_tables_plots_and_a_manifest(tmp_path):
    """And a second call plays nothing and says so."""
    path, out = experiment(tmp_path), tmp_path / "out"
    answered("sweep", path, "--out", str(out))
    table, manifest = pd.read_csv(out / "results.csv"), json.loads((out / "manifest.json").read_text())

    assert sorted(one.name for one in out.iterdir() if not one.name.startswith(".")) == [
        *("manifest.json", "parts", "report.html"),
        *("response_contribution_tier.png", "response_units_sold.png"),
        *("response_units_sold_week.png", "results.csv", "results.parquet", "summary.csv"),
    ]
    assert len(table[(table.metric == "units_sold") & table.week.isna()]) == 4 * 3
    assert manifest["is_finished"]
    assert manifest["verdict"]["checks"][0]["findings"]
    assert [len(point["hash"]) for point in manifest["points"]] == [64] * 4
    parts = {one: one.stat().st_mtime_ns for one in (out / "parts").iterdir()}
    again = answered("sweep", path, "--out", str(out))
    assert "12 of 12 runs are there already; 0 are played" in again.stderr
    assert {one: one.stat().st_mtime_ns for one in (out / "parts").iterdir()} == parts


def test_a_dry_run_lists_the_points_and_plays_nothing(tmp_path, monkeypatch):
    """Points on stdout, how many runs and how long on stderr; of a folder it says what is missing."""
    monkeypatch.setattr(engine, "simulate", None)
    path = experiment(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    rows = list(csv.DictReader(io.StringIO(answered("sweep", path, "--dry-run", "--format", "csv").stdout)))
    result = answered("sweep", path, "--dry-run", "--seeds", "5", "--out", str(tmp_path / "none"))

    assert [row["message"] for row in rows] == ["craft", "deal", "craft", "deal"]
    assert "4 points × 5 seeds = 20 runs, 20 to be played; about 1 minute" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.nightly
def test_some_failed_runs_are_rows_and_exit_3(tmp_path, monkeypatch):
    """The answer rests on the others; why is told on stderr and in the results."""
    whole = engine.simulate

    def simulate(scenario, seed, **how):
        if seed == 2:
            raise ZeroDivisionError("the shelf gave way")
        return whole(scenario, seed, **how)

    monkeypatch.setattr(engine, "simulate", simulate)
    path, out = experiment(tmp_path), tmp_path / "out"
    result = answered("sweep", path, "--out", str(out), "--jobs", "1", code=3)
    table = pd.read_csv(out / "results.csv")

    assert result.stderr.count("failed: ") == 4
    assert "seed 2: ZeroDivisionError: the shelf gave way" in result.stderr
    assert list(table[table.status == "failed"].reason) == ["ZeroDivisionError: the shelf gave way"] * 4
    monkeypatch.setattr(engine, "simulate", whole)
    answered("sweep", path, "--out", str(out), "--jobs", "1", code=3)
    answered("sweep", path, "--out", str(out), "--jobs", "1", "--retry-failed", code=0)


def test_where_all_runs_fail_it_is_a_failure(tmp_path, monkeypatch):
    """Exit 1, and the rows say why."""

    def simulate(*_, **__):
        raise ZeroDivisionError("the shelf gave way")

    monkeypatch.setattr(engine, "simulate", simulate)
    result = answered("sweep", experiment(tmp_path), "--out", str(tmp_path / "out"), "--jobs", "1", code=1)

    assert "none of 12 runs came to its end" in result.stderr
    assert set(pd.read_csv(tmp_path / "out/results.csv").status) == {"failed"}


@pytest.mark.parametrize(
    "more",
    ["--jobs 0", "--seeds 0", "--seeds x", "--format xml", "--out full", "--out one.yaml", "--set weeks=-1"],
)
def test_bad_input_is_refused(tmp_path, monkeypatch, more):
    """Exit 2, an explanation on stderr, nothing on stdout, nothing written."""
    monkeypatch.chdir(tmp_path)
    path = experiment(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "precious").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    result = answered("sweep", path, *more.split(), code=2)

    assert result.stderr.strip()
    assert result.stdout == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_a_setting_that_is_varied_cannot_be_set(tmp_path):
    """It would be set to no avail."""
    result = answered("sweep", experiment(tmp_path), "--set", "messages.default=care", code=2)

    assert "--set messages.default=care: is varied by the factor 'message'" in result.stderr


@pytest.mark.nightly
def test_progress_is_shown_on_a_terminal_with_the_time_left(tmp_path):
    """On stderr only; nothing of it elsewhere."""
    path = experiment(tmp_path, seeds=6)
    main, other = pty.openpty()
    with subprocess.Popen(
        [*SIMULATOR, "sweep", path, "--jobs", "1", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=other,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(other)
        seen = b""
        while select.select([main], [], [], 60)[0]:
            try:
                chunk = os.read(main, 4096)
            except OSError:  # the other end is closed
                break
            seen += chunk
        out = process.stdout.read()
    os.close(main)

    assert process.returncode == 0
    assert b"runs" in seen
    assert b"24/24" in seen
    assert b"0:00:00" in seen
    assert out.startswith(b"metric,")


def test_the_schema_of_experiment_files_says_what_the_reader_accepts():
    """A checker of its own agrees with the shipped files, and refuses a misspelt key."""
    schema = json.loads(answered("schema", "--experiment").stdout)
    assert schema == json.loads(json.dumps(plan_schema()))
    for path in SHIPPED:
        content = plain(read_nodes(path.read_text(), str(path))[0])
        jsonschema.validate(content, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**content, "factorz": {}}, schema)
    answered("schema", "--experiment", "--overlay", code=2)


@pytest.mark.by_day(1)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_experiment_asks_predicts_and_can_be_played(path):
    """It has a question and a prediction; played small, it answers with a verdict."""
    result = answered(
        "sweep", str(path), "--seeds", "2", "--set", "weeks=4", "--set", "customers=200", "--format", "json"
    )
    content = json.loads(result.stdout)

    assert content["question"]
    assert content["prediction"]["verdict"] in ("confirmed", "refuted", "undecided")
