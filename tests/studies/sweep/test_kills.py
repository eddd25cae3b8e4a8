"""Sweeps killed, interrupted, started twice, out of disk: nothing is lost, nothing repeated."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from simulator.studies.sweep import folder as sweep_folder
from simulator.studies.sweep import part_files as sweep_parts
from simulator.studies.sweep.folder import SweepFolderError
from simulator.studies.sweep.part_files import read_part
from simulator.studies.sweep.sweep import sweep
from tests.studies import fake_runs
from tests.studies.sweep.leash import LEASH, Leash, mark_of
from tests.studies.sweep.tiny import METRICS, alive, children, file_of, kept_in, times_kept, tried

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes under /proc")

DRIVER = """
import sys
from simulator.studies.sweep import checkpoint
checkpoint.RUNS, checkpoint.SECONDS = 5, 0.5
from simulator.views.cli.app import run
if __name__ == "__main__":
    run()
"""
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
LEASHED = """
import sys
from tests.studies.sweep.leash import drive
if __name__ == "__main__":
    drive(*sys.argv[1:])
"""
PATIENCE = 120.0


def driven(folder: Path, path: Path, out: Path, *more: str, largest_file: int = 0) -> subprocess.Popen[str]:
    """Start a sweep whose parts are small, in a session of its own; its files may be so large [bytes]."""
    script = folder / "driver.py"
    script.write_text(LIMITED.format(largest_file) * bool(largest_file) + DRIVER)
    command = [sys.executable, str(script), "sweep", str(path), "--out", str(out), "--format", "csv", *more]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_until(happened, process: subprocess.Popen[str]) -> bool:
    """Wait for something; say whether it happened before the process ended."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if process.poll() is not None:
            return False
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
    return True


def rows(out: Path) -> int:
    """Return how many rows there are in finished parts."""
    return sum(map(_rows_of, (out / "parts").glob("*.parquet")))


@cache
def _rows_of(part: Path) -> int:
    return len(read_part(part))


def parts(out: Path) -> dict[str, bytes]:
    """Return the finished parts."""
    return {path.name: path.read_bytes() for path in (out / "parts").glob("*.parquet")}


def leashed(folder: Path, path: Path, out: Path, jobs: int = 2, runs: int = 5) -> subprocess.Popen[str]:
    """Start a sweep of some workers, which writes a part every so many runs, on the leash in the folder."""
    script = folder / "leashed.py"
    script.write_text(LEASHED)
    return subprocess.Popen(
        [sys.executable, str(script), str(path), str(out), str(jobs), str(runs)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, LEASH: str(folder / "leash"), "PYTHONPATH": str(Path(__file__).parents[3])},
    )


def killed(process: subprocess.Popen[str], leash: Leash, rng: random.Random, most: list[int]) -> None:
    """Kill a worker, and then the driver, each within so many runs at most; see that nobody is left."""
    workers: set[int] = set()
    for runs, victim in zip(most, ("worker", "driver"), strict=True):
        enough = leash.taken + rng.randint(0, runs)
        leash.let(enough + 2)  # more than are waited for, so that it is killed at work
        assert wait_until(lambda: leash.taken >= enough and children(process.pid), process)  # noqa: B023
        time.sleep(rng.uniform(0, 0.1))
        at_work = children(process.pid)
        workers.update(at_work)
        os.kill(process.pid if victim == "driver" else rng.choice(at_work), signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.returncode == -signal.SIGKILL
    assert not any(map(alive, workers))


def ended_though_killed(folder: Path, seeds: int, rounds: int) -> None:
    """Kill a worker and the driver in every round, at random moments; then let it end, and look."""
    rng = random.Random(seeds)
    path, out = file_of(folder, seeds=seeds, metrics=METRICS), folder / "out"
    alone = sweep(path, play=fake_runs.fake)
    marks = {point.hash: mark_of(point.scenario) for point in alone.experiment.points}
    leash, whole = Leash(folder / "leash"), 4 * seeds
    for round_ in range(rounds + 1):
        finished, files, begun = times_kept(out), parts(out), Counter(leash.begun())
        done = {(marks[run.hash], run.seed) for run in kept_in(out)}
        process = leashed(folder, path, out)
        if round_ < rounds:
            left = whole - leash.taken - 8
            killed(process, leash, rng, [left // (2 * (rounds - round_)) - 2] * 2)
        else:
            leash.let_go()
            _, told = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, told
        assert not done & (Counter(leash.begun()) - begun).keys()  # no finished run was played again
        assert files.items() <= parts(out).items()
        assert finished.items() <= times_kept(out).items()
        assert set(times_kept(out).values()) <= {1}
    assert len(times_kept(out)) == whole
    assert (out / "results.csv").read_text() == alone.table().to_csv(index=False, lineterminator="\n")
    assert not list(out.rglob("*.unfinished"))


@pytest.mark.nightly
def test_a_kill_costs_nothing_finished(tmp_path):
    """Eight runs in one process that is killed in their midst, and started again."""
    path, out = file_of(tmp_path, seeds=2, metrics=METRICS), tmp_path / "out"
    leash = Leash(tmp_path / "leash")
    leash.let(4)
    process = leashed(tmp_path, path, out, jobs=1, runs=2)
    assert wait_until(lambda: leash.taken >= 4 and rows(out) >= 2, process)
    process.kill()
    process.communicate(timeout=PATIENCE)
    finished, files, begun = times_kept(out), parts(out), Counter(leash.begun())
    leash.let_go()
    again = leashed(tmp_path, path, out, jobs=1, runs=2)
    _, told = again.communicate(timeout=PATIENCE)

    assert again.returncode == 0, told
    assert sum((Counter(leash.begun()) - begun).values()) == 8 - len(finished)
    assert files.items() <= parts(out).items()
    assert finished.items() <= times_kept(out).items()
    assert len(times_kept(out)) == 8
    assert set(times_kept(out).values()) == {1}
    assert not list(out.rglob("*.unfinished"))


@pytest.mark.nightly
def test_kills_cost_nothing_finished(tmp_path):
    """Forty runs, a worker and the driver killed twice each."""
    ended_though_killed(tmp_path, seeds=10, rounds=2)


@pytest.mark.nightly
def test_two_hundred_runs_survive_ten_kills(tmp_path):
    """After the next start all rows are there once, and no finished part was run again."""
    ended_though_killed(tmp_path, seeds=50, rounds=10)


@pytest.mark.nightly
def test_ctrl_c_keeps_what_is_finished_and_leaves_nobody(tmp_path):
    """Exit 130, a sentence and no traceback; the same command goes on."""
    path, out = file_of(tmp_path, seeds=40), tmp_path / "out"
    process = driven(tmp_path, path, out, "--jobs", "2")
    assert wait_until(lambda: rows(out) >= 5, process)
    workers = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    told, complaint = process.communicate(timeout=PATIENCE)
    before = times_kept(out)

    assert (process.returncode, told) == (130, "")
    assert complaint.splitlines()[-1].startswith("interrupted; finished runs are kept in")
    assert "Traceback" not in complaint
    assert not any(map(alive, workers))
    again = driven(tmp_path, path, out, "--jobs", "1")
    again.communicate(timeout=PATIENCE)
    assert again.returncode == 0
    assert len(before) < 160
    assert times_kept(out).keys() >= before.keys()
    assert set(times_kept(out).values()) == {1}


@pytest.mark.nightly
def test_a_second_sweep_is_refused_while_the_first_goes_on(tmp_path):
    """Exit 1, who is at work, nothing harmed; a driver that was killed leaves no lock behind."""
    path, out = file_of(tmp_path, seeds=40), tmp_path / "out"
    first = driven(tmp_path, path, out, "--jobs", "1")
    assert wait_until(lambda: rows(out) >= 5, first)
    os.kill(first.pid, signal.SIGSTOP)
    try:
        second = driven(tmp_path, path, out, "--jobs", "1")
        told, complaint = second.communicate(timeout=PATIENCE)
    finally:
        os.kill(first.pid, signal.SIGCONT)

    assert (second.returncode, told) == (1, "")
    assert f"another sweep is at work here (process {first.pid}, since" in complaint
    os.kill(first.pid, signal.SIGKILL)
    first.communicate(timeout=PATIENCE)
    third = driven(tmp_path, path, out, "--jobs", "1")
    third.communicate(timeout=PATIENCE)
    assert third.returncode == 0
    assert len(times_kept(out)) == 160
    assert set(times_kept(out).values()) == {1}


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of 128 KiB, where that is allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.nightly
def test_a_full_disk_is_told_and_costs_nothing_finished(tmp_path, small_disk):
    """Exit 1 and a sentence; parts stay whole; with room again the same sweep goes on."""
    path, out = file_of(tmp_path, seeds=100), small_disk / "out"
    process = driven(tmp_path, path, out, "--jobs", "1")
    told, complaint = process.communicate(timeout=PATIENCE)
    before = parts(out)

    assert (process.returncode, told) == (1, "")
    assert "No space left on device; runs that were written are safe" in complaint
    assert "Traceback" not in complaint
    assert before
    assert len(times_kept(out)) < 400
    assert not list(out.rglob("*.unfinished"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    again = driven(tmp_path, path, out, "--jobs", "1")
    _, complaint = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, complaint
    assert len(times_kept(out)) == 400
    assert set(times_kept(out).values()) == {1}
    assert before.items() <= parts(out).items()


@pytest.mark.nightly
def test_a_file_that_finds_no_room_is_told_and_costs_nothing_finished(tmp_path):
    """On any machine, for real: the table is larger than a file may be, its parts are not."""
    path, out = file_of(tmp_path, seeds=40), tmp_path / "out"
    process = driven(tmp_path, path, out, "--jobs", "1", largest_file=20_000)
    told, complaint = process.communicate(timeout=PATIENCE)
    before = parts(out)

    assert (process.returncode, told) == (1, "")
    assert "File too large; runs that were written are safe" in complaint
    assert "Traceback" not in complaint
    assert sum(times_kept(out).values()) == 160
    assert not (out / "results.csv").exists()
    assert not list(out.rglob("*.unfinished"))
    again = driven(tmp_path, path, out, "--jobs", "1")
    _, complaint = again.communicate(timeout=PATIENCE)
    assert (again.returncode, parts(out)) == (0, before), complaint
    assert len((out / "results.csv").read_text().splitlines()) == 1 + 2 * 160


@pytest.mark.parametrize("what", ["part", "manifest.json", "results.csv"])
def test_whatever_the_disk_refuses_is_told_and_costs_nothing_finished(tmp_path, monkeypatch, what):
    """A part, the manifest or a table that finds no room: the same sentence, and the same sweep goes on."""
    out, whole = tmp_path / "out", sweep_parts.write_whole
    sweep(tried(seeds=2), out, play=fake_runs.fake)
    before = parts(out)

    def write_whole(path, raw):
        if what in path.name or (
            what == "part" and path.suffix == ".parquet" and path.parent.name == "parts"
        ):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(path, raw)

    for module in (sweep_parts, sweep_folder):
        monkeypatch.setattr(module, "write_whole", write_whole)
    with pytest.raises(SweepFolderError, match="No space left on device; runs that were written are safe"):
        sweep(tried(seeds=4), out, play=fake_runs.fake)
    monkeypatch.undo()
    fake_runs.shelve()

    assert before.items() <= parts(out).items()
    assert len(sweep(tried(seeds=4), out, play=fake_runs.fake).runs.ended) == 8
    assert set(times_kept(out).values()) == {1}
