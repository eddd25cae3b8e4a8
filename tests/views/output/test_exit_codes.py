"""Exits: every command ends as it should, says why on stderr, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from typer.testing import CliRunner

from simulator.domain.registries import METRICS
from simulator.ledger.files import open_ledger
from simulator.ledger.metric import metric
from simulator.market import simulate as engine
from simulator.views.cli.app import app
from tests.cases import Cases
from tests.worlds.scenario_files import pair, written

NOTHING_VARIED = ("--assumptions", "0")
"""The report is written, and no assumption is varied for it."""
SIMULATOR = [sys.executable, "-m", "simulator"]


def ended(*arguments: str, code: int):
    """Give a command and expect an exit code, an explanation and no traceback."""
    result = CliRunner().invoke(app, list(arguments))

    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


HOSTILE = [
    "run",
    "run nothing.yaml",
    "run .",
    "run one.yaml two.yaml",
    "run one.yaml --seeds 0",
    "run one.yaml --seeds -1",
    "run one.yaml --seeds many",
    "run one.yaml --seeds 1000000000",
    "run one.yaml --seeds 1,1",
    "run one.yaml --seeds 1,",
    "run one.yaml --seeds=",
    "run one.yaml --seed -1",
    "run one.yaml --seed 99999999999999999999",
    "run one.yaml --seed 1.5",
    "run one.yaml --seed 1 --seeds 2",
    "run one.yaml --jobs 0",
    "run one.yaml --jobs -2",
    "run one.yaml --jobs 100000",
    "run one.yaml --metrics unit_sold",
    "run one.yaml --metrics units_sold:moon",
    "run one.yaml --metrics ,",
    "run one.yaml --detail everything",
    "run one.yaml --format xml",
    "run one.yaml --set weeks",
    "run one.yaml --set weeks=banana",
    "run one.yaml --set =3",
    "run one.yaml --set distribution.model=carrier_pigeon",
    "run one.yaml --frobnicate",
    "run one.yaml --out one.yaml",
    "run one.yaml --out full",
    "run one.yaml --out one.yaml/below",
    "run one.yaml --out /proc/nowhere/results",
    "run junk.yaml",
    "run twice.yaml",
    "compare one.yaml",
    "compare one.yaml junk.yaml",
    "compare one.yaml one.yaml --baseline 3",
    "compare one.yaml one.yaml --baseline 0",
    "compare one.yaml one.yaml --baseline nobody",
    "describe nothing.yaml",
    "check",
    "list nonsense",
    "list models nonsense",
    "fly",
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with a right file, junk, a channel that cannot be drawn, and a full folder."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path)
    written(
        tmp_path, "twice.yaml", distribution=[{"model": "direct_automated"}, {"model": "direct_automated"}]
    )
    (tmp_path / "junk.yaml").write_bytes(os.urandom(2000))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "precious").write_text("mine")
    return tmp_path


def test_bad_input_is_refused(folder):
    """Exit 2, an explanation on stderr, nothing on stdout, nothing written."""
    before = sorted(folder.rglob("*"))
    with Cases() as cases:
        for line in HOSTILE:
            with cases.case(line):
                result = ended(*line.split(" "), code=2)

                assert result.stderr.strip()
                assert result.stdout == ""
                assert sorted(folder.rglob("*")) == before
                assert (folder / "full" / "precious").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_refused_before_playing(folder):
    """With its option and what instead; by sweep as by run."""
    plan = {
        "experiment_version": 1,
        "name": "tiny",
        "scenario": "one.yaml",
        "factors": {"weeks": [1, 2]},
        "seeds": 1,
        "metrics": ["units_sold"],
    }
    (folder / "plan.yaml").write_text(json.dumps(plan))
    for verb in (["run", "one.yaml"], ["sweep", "plan.yaml"]):
        for place in ("/proc/nowhere/results", "one.yaml/below"):
            said = ended(*verb, "--out", place, code=2).stderr
            assert f"--out: {place}: " in said
        said = ended(*verb, "--out", "/proc/nowhere/results", code=2).stderr
        assert said.endswith("; give another folder\n")
        assert ended(*verb, "--out", "full", code=2).stderr.splitlines()[-1].startswith("--out: full")


def test_an_empty_folder_that_cannot_be_replaced_is_refused_before_playing(folder, monkeypatch):
    """Rather than after it, when all would be lost."""
    (folder / "empty").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = ended("run", "one.yaml", "--out", "empty", code=2).stderr

    assert said == "--out: empty cannot be replaced; give another folder\n"
    assert list((folder / "empty").iterdir()) == []
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    ended("run", "one.yaml", "--out", "empty", code=0)


def test_what_cannot_be_swapped_is_refused_before_playing(folder):
    """A message on a medium that the other scenario does not have."""
    radio = {"radio": {"cost_per_contact": 0.1, "credibility": 0.5}}
    campaign = {"medium": "radio", "message": "craft", "weeks": [1, 2], "weekly_budget": 1.0}
    other = written(folder, "radio.yaml", media=radio, campaigns=[campaign])
    result = ended("compare", "one.yaml", other, "--decompose", code=2)

    assert "--decompose: the messages of 'dealers' do not fit" in result.stderr
    assert "no medium called 'radio'" in result.stderr


@pytest.mark.usefixtures("folder")
def test_what_needs_more_detail_is_refused_before_playing():
    """It says which detail it needs."""

    @METRICS.register("needs_journeys")
    @metric(detail="journeys")
    def needs_journeys(ledger):
        """How many?

        Unit: units
        """
        return float(ledger.count("sale"))

    try:
        result = ended("run", "one.yaml", "--metrics", "needs_journeys", code=2)
        ended("run", "one.yaml", "--metrics", "needs_journeys", "--detail", "journeys", code=0)
    finally:
        METRICS.forget("needs_journeys")

    assert "needs 'detail: journeys'" in result.stderr


@pytest.mark.usefixtures("folder")
def test_what_needs_cohorts_is_refused_before_playing():
    """It says which setting keeps them, and with it there is an answer."""
    result = ended("run", "one.yaml", "--metrics", "repeat_rate", code=2)
    ended("run", "one.yaml", "--metrics", "repeat_rate:format", "--set", "cohorts=true", code=0)

    assert "'repeat_rate' needs 'cohorts: true'" in result.stderr


@pytest.mark.usefixtures("folder")
def test_what_needs_stages_is_refused_before_playing_where_it_is_asked_for():
    """The funnel by stage is told by every ledger, by outlet by those that tell stages."""
    result = ended("run", "one.yaml", "--metrics", "funnel:outlet", code=2)
    ended("run", "one.yaml", "--metrics", "funnel:stage", code=0)
    ended("run", "one.yaml", "--metrics", "funnel:outlet", "--set", "stages=true", code=0)

    assert "'funnel' needs 'stages: true'" in result.stderr


def broken(monkeypatch, *seeds):
    """Make runs on some seeds fail."""
    whole = engine.simulate

    def simulate(scenario, seed, **how):
        if seed in seeds:
            raise ZeroDivisionError("the shelf gave way")
        return whole(scenario, seed, **how)

    monkeypatch.setattr(engine, "simulate", simulate)


def test_where_all_runs_fail_it_is_a_failure(folder, monkeypatch):
    """Exit 1, why on stderr, nothing written."""
    broken(monkeypatch, 1, 2)
    result = ended("run", "one.yaml", "--seeds", "2", "--out", "results", code=1)

    assert "none of 2 runs came to its end; the first: ZeroDivisionError: the shelf gave way" in result.stderr
    assert result.stdout == ""
    assert sorted(path.name for path in folder.iterdir()) == ["full", "junk.yaml", "one.yaml", "twice.yaml"]


@pytest.mark.usefixtures("_undrawn")
def test_where_some_runs_fail_the_others_are_told(folder, monkeypatch):
    """Exit 3, the answer on stdout, the failures on stderr and in the manifest."""
    broken(monkeypatch, 2)
    files = pair(folder)
    result = ended(
        "compare", *files, "--seeds", "2", "--out", "results", *NOTHING_VARIED, "--format", "json", code=3
    )
    failures = [
        {"scenario": label, "seed": 2, "why": "ZeroDivisionError: the shelf gave way"}
        for label in ("dealers", "resale")
    ]

    assert "failed: resale, seed 2: ZeroDivisionError: the shelf gave way" in result.stderr
    assert json.loads(result.stdout)["failures"] == failures
    assert json.loads((folder / "results/manifest.json").read_text())["failures"] == failures


@pytest.mark.nightly
def test_results_are_written_whole(folder):
    """Tidy tables, ledgers that can be opened, and a manifest that says what was played."""
    files = pair(folder)
    ended(
        "compare",
        *files,
        "--seeds",
        "5,9",
        "--decompose",
        *("--out", "deep/results"),
        *NOTHING_VARIED,
        code=0,
    )
    out = folder / "deep/results"
    manifest = json.loads((out / "manifest.json").read_text())

    assert sorted(path.name for path in out.iterdir()) == [
        *("comparison.csv", "decomposition.csv", "ledgers", "manifest.json", "metrics.csv", "report.html")
    ]
    assert sorted(path.name for path in (folder / "deep").iterdir()) == ["results"]
    assert set(pd.read_csv(out / "metrics.csv").seed) == {5, 9}
    assert manifest["seeds"] == [5, 9]
    assert manifest["baseline"] == "dealers"
    assert [one["file"] for one in manifest["scenarios"]] == ["one.yaml", "other.yaml"]
    assert manifest["versions"]["mesa"].startswith("3.5")
    assert len(manifest["scenarios"][0]["hash"]) == 64
    for one in manifest["scenarios"]:
        ledger = open_ledger(out / one["ledgers"] / "seed-9")
        assert ledger.header.scenario.model_dump(mode="json") == one["resolved"]


def test_an_empty_folder_may_be_filled_and_a_filled_one_never(folder):
    """The second time is refused."""
    (folder / "results").mkdir()
    ended("run", "one.yaml", "--out", "results", code=0)
    before = {path: path.stat().st_mtime_ns for path in (folder / "results").rglob("*")}
    result = ended("run", "one.yaml", "--out", "results", code=2)

    assert "give a new folder" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in (folder / "results").rglob("*")} == before


@pytest.mark.parametrize(
    "line",
    [
        *("--help", "run one.yaml"),
        *(pytest.param(line, marks=pytest.mark.nightly) for line in ("schema", "run one.yaml --format csv")),
    ],
)
def test_a_reader_that_goes_away_is_no_error(folder, line):
    """As under ``| head``: quiet."""
    with subprocess.Popen(
        [*SIMULATOR, *line.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    ) as process:
        process.stdout.close()
        complaint = process.stderr.read()

    assert complaint == b""
    assert process.returncode == (1 if line == "--help" else 141)


def test_ctrl_c_ends_quietly_and_leaves_nothing(folder):
    """Exit 130, no traceback, no half a folder."""
    long = ["run", "one.yaml", "--set", "weeks=2600", "--set", "customers=20000", "--out", "results"]
    process = subprocess.Popen(
        [*SIMULATOR, *long], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    )
    while not list(folder.glob(".results.*")) and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=30)

    # a signal that comes while libraries load ends the process itself: a shell shows 130 for that, too
    assert process.returncode in (130, -signal.SIGINT)
    assert (out, complaint) == (b"", b"")
    assert not [path for path in folder.iterdir() if "results" in path.name]


@pytest.mark.nightly
def test_a_terminal_that_knows_no_signs_gets_others(folder):
    """Output in ASCII is poorer, not an error."""
    done = subprocess.run(
        [*SIMULATOR, "run", "one.yaml", "--seeds", "2"],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"units sold" in done.stdout


def test_what_only_drawing_shows_is_told_with_its_place(folder):
    """Two members of one name, and a departure of somebody who is not there: exit 2, line and column."""
    departs = "extends: one.yaml\nname: gone\nevents:\n  - {week: 2, depart: nobody at all}\n"
    (folder / "gone.yaml").write_text(departs)
    for verb in ("check", "run"):
        result = ended(verb, "gone.yaml", code=2)

        assert result.stdout == ""
        assert result.stderr.startswith("gone.yaml:4:23: events.0.depart: no member called")
