"""The validate command, stopped in the middle: rows are told as they are decided, finished runs are kept."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.studies.validation import empirical_patterns, play_targets, run_journal
from tests.studies.sweep.tiny import SIMULATOR
from tests.views.cli.test_validate import PATTERNS, answered, coin

NOTING = """
def note(seed):
    with open({journal!r}, "a") as file:
        file.write(f"{{seed}}\\n")
    return 0.0
"""


def noting(file: Path, journal: Path, before: str) -> None:
    """Have a file note every seed that it plays, where a piece of its text begins."""
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(NOTING.format(journal=str(journal)) + text.replace(before, f"note(seed) + {before}"))


def counting(folder: Path, name: str) -> Path:
    """Write a target that notes each of its runs; return where."""
    journal = folder / f"{name}.journal"
    noting(coin(folder, name), journal, "p + off + ")
    return journal


def noted(journal: Path) -> list[int]:
    """Return the seeds of runs that were played, and forget them."""
    seeds = [int(line) for line in journal.read_text().split()] if journal.exists() else []
    journal.unlink(missing_ok=True)
    return seeds


@pytest.fixture
def broken(tmp_path):
    """Return a folder of two targets, the second of which breaks, where each notes its runs, and a place."""
    folder = tmp_path / "targets"
    able, late = (counting(folder, name) for name in ("able", "late"))
    file = folder / "late.py"
    file.write_text(file.read_text().replace("+ p + off", "+ p / 0 + off"))
    return folder, able, late, tmp_path / "out"


def start(folder: Path, out: Path, *more: str, code: int = 0):
    """Give the command, as a process does that has read no target yet."""
    for name in [name for name in sys.modules if name.startswith("validation_targets_")]:
        del sys.modules[name]
    for known in (empirical_patterns._listed, play_targets._cases, run_journal._source):
        known.cache_clear()
    return answered("--folder", str(folder), "--jobs", "1", "--out", str(out), *more, code=code)


def test_rows_are_told_as_soon_as_they_are_decided(broken):
    """That of the first target is there although the second came to grief."""
    folder, *_, out = broken
    result = start(folder, out, "--seed", "7", code=1)

    assert "  able: heads: 0.401" in result.stderr
    assert result.stderr.index("able: heads") < result.stderr.index("late: seed 1: ZeroDivisionError")
    kept = f"{out}.unfinished.jsonl"
    assert f"stopped; finished runs are kept in {kept}, and the same command goes on" in result.stderr


def test_what_ended_is_not_played_again_and_the_seed_is_the_same(broken):
    """Mended, the same command goes on without a seed, and comes to the rows of one never stopped."""
    folder, able, late, out = broken
    start(folder, out, "--seed", "7", code=1)
    assert noted(able) == list(range(1, 31))
    noted(late)
    file = folder / "late.py"
    file.write_text(file.read_text().replace("p / 0", "p"))

    on = start(folder, out, "--format", "csv")
    assert noted(able) == []
    assert noted(late) == list(range(1, 31))
    assert "--seed 7" in on.stderr
    assert not Path(f"{out}.unfinished.jsonl").exists()
    whole = start(folder, out, "--format", "csv", "--seed", "7")
    assert whole.stdout == on.stdout


@pytest.mark.parametrize("what", ["target", "shared", "seed", "digits", "cut"])
def test_other_runs_are_not_taken_for_those_asked_for(broken, what):
    """Another target file, another file that targets share, another seed, a damaged line: played again."""
    folder, able, _, out = broken
    start(folder, out, "--seed", "7", code=1)
    noted(able)
    kept = Path(f"{out}.unfinished.jsonl")
    lines = kept.read_text().splitlines(keepends=True)
    if what == "target":
        with (folder / "able.py").open("a") as file:
            file.write("# other\n")
    elif what == "shared":
        (folder / "_shared.py").write_text("WEEKS = 3\n")
    elif what == "digits":
        kept.write_text("".join(line.replace("0.5", "0.6").replace("0.4", "0.6") for line in lines))
    elif what == "cut":
        kept.write_text("".join(lines)[:-9])
    start(folder, out, "--seed", "8" if what == "seed" else "7", code=1)

    assert noted(able) == list(range(21, 31) if what == "cut" else range(1, 31))
    start(folder, out, "--seed", "8" if what == "seed" else "7", code=1)
    assert noted(able) == []


def test_patterns_are_kept_too(tmp_path):
    """One that breaks does not cost the other's runs."""
    folder, out = tmp_path / "targets", tmp_path / "out"
    coin(folder)
    (folder / "patterns").mkdir()
    file = folder / "patterns" / "nature.py"
    file.write_text(PATTERNS)
    noting(file, tmp_path / "j", "seed / 4")
    odd = folder / "patterns" / "odd.py"
    text = PATTERNS.replace("seed / 4", "seed / 0")
    odd.write_text(text.replace("        2, ", "        3, ").replace("Pattern(7", "Pattern(8"))
    start(folder, out, code=1)
    assert noted(tmp_path / "j") == [1, 2, 3]
    odd.unlink()
    start(folder, out)

    assert noted(tmp_path / "j") == []
    assert len((out / "patterns.csv").read_text().splitlines()) == 4


@pytest.mark.parametrize("how", [pytest.param(signal.SIGKILL, marks=pytest.mark.nightly), signal.SIGINT])
def test_a_command_that_is_ended_goes_on(tmp_path, how):
    """By a kill that nothing sees, or Ctrl-C: what had ended is kept."""
    folder, out = tmp_path / "targets", tmp_path / "out"
    able = counting(folder, "able")
    slow = coin(folder, "late")
    slow.write_text(slow.read_text().replace("p + off + ", "__import__('time').sleep(60) or p + off + "))
    command = [*SIMULATOR, "validate", "--folder", str(folder), "--jobs", "1", "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        kept = Path(f"{out}.unfinished.jsonl")
        until = time.monotonic() + 30
        while time.monotonic() < until and not (kept.exists() and len(kept.read_text().splitlines()) >= 3):
            time.sleep(0.05)
        running.send_signal(how)
        told = running.communicate(timeout=30)[1]
    assert noted(able) == list(range(1, 31))
    assert (how == signal.SIGINT) == ("the same command goes on from there" in told)
    coin(folder, "late")
    start(folder, out)

    assert noted(able) == []
