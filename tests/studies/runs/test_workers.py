"""Workers: the same answers from any number of them, and none lost when one dies."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from simulator.studies.runs.process_pool import ProcessPool
from simulator.studies.runs.replicate import replicate
from simulator.studies.runs.runner import RunsFailedError
from simulator.studies.runs.workers import DIED, WorkersError, work_through
from tests.studies import fake_runs

METRICS = ["fake_units", "fake_noise", "fake_units:kind"]


def rows(runs):
    """Return what was measured, without the ledgers."""
    return list(runs.measurements())


def test_the_answers_are_the_same_for_any_number_of_jobs():
    """One process, three processes and an executor of one's own give equal rows in equal order."""
    alone = replicate(fake_runs.small(), 7, metrics=METRICS, play=fake_runs.fake)
    several = replicate(fake_runs.small(), 7, metrics=METRICS, play=fake_runs.fake, jobs=3)
    with ThreadPoolExecutor(4) as pool:
        borrowed = replicate(fake_runs.small(), 7, metrics=METRICS, play=fake_runs.fake, executor=pool)

    assert rows(alone) == rows(several) == rows(borrowed)
    assert [run.seed for run in several.ended] == list(range(1, 8))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_run_says_why_and_the_others_stand(jobs):
    """An error of any kind costs its own run only."""
    runs = replicate(fake_runs.small(), 4, metrics=METRICS, play=fake_runs.failing, jobs=jobs)

    assert [run.seed for run in runs.ended] == [1, 3, 4]
    assert [(f.scenario, f.seed, f.why) for f in runs.failures] == [("small", 2, "OddError: one and two")]
    assert "fake_runs" in runs.failures[0].trace


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_every_run_fails_the_first_is_told(jobs):
    """Nothing at all is an error, on one line, with the trace as a note."""
    with pytest.raises(
        RunsFailedError, match=r"none of 2 runs .* ValueError: nothing can be done for small with seed 1"
    ) as e:
        replicate(fake_runs.small(), 2, metrics=METRICS, play=fake_runs.hopeless, jobs=jobs)

    assert "hopeless" in e.value.__notes__[0]


def test_a_dead_worker_costs_no_run(tmp_path):
    """The run that lost its worker is tried again, and nothing else is lost."""
    scenario = fake_runs.small(situation=str(tmp_path / "mark"))
    runs = replicate(scenario, 8, metrics=METRICS, play=fake_runs.deadly_once, jobs=2)

    assert [run.seed for run in runs.ended] == list(range(1, 9))
    assert not runs.failures


def test_a_run_that_kills_its_workers_is_given_up():
    """It is found out, told, and costs no other run."""
    runs = replicate(fake_runs.small(), 6, metrics=METRICS, play=fake_runs.deadly, jobs=2)

    assert [run.seed for run in runs.ended] == [1, 2, 4, 5, 6]
    assert [(f.seed, f.why) for f in runs.failures] == [(3, DIED)]


def test_a_worker_that_dies_while_it_starts_is_noticed_at_once():
    """Though the other is busy and will be for long: nobody waits for its answer to find out."""
    with ProcessPool(2) as team:
        first = team.submit(time.sleep, 60)
        deadline = time.monotonic() + 30
        while not first.running() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = team.submit(time.sleep, 60)
        os.kill(max(team._pool._processes), signal.SIGKILL)
        with pytest.raises(BrokenExecutor):
            second.result(timeout=20)


def test_workers_compute_on_one_thread():
    """Libraries in workers are told so, and the parent is as before."""
    before = dict(os.environ)
    runs = replicate(fake_runs.small(), 2, metrics=["fake_units"], play=fake_runs.threads, jobs=2)

    assert [run.answers[0].value for run in runs.ended] == [101.0, 101.0]
    assert dict(os.environ) == before


def test_progress_counts_every_run():
    """It is told after each run, failed ones too."""
    told = []
    replicate(
        fake_runs.small(),
        4,
        metrics=METRICS,
        play=fake_runs.failing,
        jobs=2,
        progress=lambda done, of: told.append((done, of)),
    )

    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


SCRIPT = """
import sys, time
sys.path.insert(0, {folder!r})
import lab_slow
from simulator.studies.runs.workers import work_through
if __name__ == "__main__":
    work_through(lab_slow.sleep, list(range(6)), jobs=2)
"""


def started(tmp_path) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a script with two busy workers in a process group of its own; return it and their ids."""
    (tmp_path / "lab_slow.py").write_text(
        "import os, pathlib, time\n"
        "def sleep(number):\n"
        f"    pathlib.Path({str(tmp_path)!r}, f'{{os.getpid()}}.pid').touch()\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(folder=str(tmp_path)))
    process = subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while len(list(tmp_path.glob("*.pid"))) < 2:
        assert time.monotonic() < deadline, "the workers did not start"
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)
    return process, [int(path.stem) for path in tmp_path.glob("*.pid")]


def alive(pid: int) -> bool:
    """Say whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes under /proc")
@pytest.mark.parametrize(
    ("sign", "everyone"),
    [
        (2, True),
        *(pytest.param(sign, False, marks=pytest.mark.nightly) for sign in (2, 9, 15)),
    ],
)
def test_no_worker_outlives_its_parent(tmp_path, sign, everyone):
    """Ctrl-C, to the whole group or to the parent alone, a polite end and a rude one: nobody is left."""
    process, workers = started(tmp_path)
    (os.killpg if everyone else os.kill)(process.pid, sign)
    _, complaint = process.communicate(timeout=20)
    deadline = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not any(map(alive, workers))
    if sign == 2:
        assert complaint.count("Traceback") <= 1, complaint  # the parent's own KeyboardInterrupt


@pytest.mark.nightly
def test_a_script_without_a_main_guard_is_told_so(tmp_path):
    """Workers that cannot start are not tried for ever."""
    script = tmp_path / "script.py"
    script.write_text(
        "from simulator.studies.runs.workers import work_through\nwork_through(abs, [1, 2, 3, 4], jobs=2)\n"
    )
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 1
    assert "if __name__ == '__main__'" in ended.stderr


def test_a_worker_that_is_killed_while_it_starts_is_told_as_such(tmp_path):
    """A guarded script is not advised to guard itself: the signal is named."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, signal\n"
        "from simulator.studies.runs.workers import work_through\n"
        "if __name__ == '__main__':\n    work_through(abs, [1, 2, 3, 4], jobs=2)\n"
        "else:\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 1
    assert "no worker process lived to give an answer: killed by signal 9" in ended.stderr
    assert "__name__" not in ended.stderr.splitlines()[-1]


def deadly_three(piece):
    """Die of the third piece."""
    return os._exit(3) if piece == 3 else piece


class Reluctant(ThreadPoolExecutor):
    """Takes three pieces of work and no more."""

    taken = 0

    def submit(self, work, /, *args, **more):
        """Take a piece, or refuse it."""
        self.taken += 1
        if self.taken > 3:
            raise OSError("no more")
        return super().submit(work, *args, **more)


def test_an_executor_that_refuses_work_is_told_and_what_it_did_is_kept():
    """What was done is handed on before the refusal is told, with any error of the executor."""
    heard = []
    with (
        Reluctant(1) as pool,
        pytest.raises(WorkersError, match="takes no more work: OSError: no more; 3 of 5 were done"),
    ):
        work_through(
            abs, [-1, -2, -3, -4, -5], executor=pool, on_result=lambda _, told: heard.append(told.result)
        )

    assert sorted(heard) == [1, 2, 3]


def test_an_executor_that_is_shut_down_is_told():
    """Before the work and in the middle of it: one sentence, and no wait without end."""
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(WorkersError, match=r"takes no more work: RuntimeError: .* 0 of 2 were done"):
        work_through(abs, [1, 2], executor=pool)

    def stop(*_):
        midway.shutdown(wait=False, cancel_futures=True)

    midway = ThreadPoolExecutor(1)
    with pytest.raises(WorkersError, match="takes no more work: CancelledError"):
        work_through(time.sleep, [0.2, 0.2, 0.2, 0.2], executor=midway, on_result=stop)


def test_an_executor_that_is_broken_is_told_and_no_piece_is_blamed():
    """Broken before the work, or by a piece: what was done is handed on, the rest is not taken for deadly."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    heard = []
    with pytest.raises(WorkersError, match=r"the executor is broken, .* died; 2 of 4 were done"):
        work_through(
            deadly_three, [1, 2, 3, 4], executor=pool, on_result=lambda at, _: heard.append(at), ahead=1
        )
    assert heard == [0, 1]
    with pytest.raises(WorkersError, match=r"the executor is broken, .* died; 0 of 2 were done"):
        work_through(abs, [1, 2], executor=pool)


THREADS = """
from concurrent.futures import ThreadPoolExecutor
from simulator import load, replicate

given = load("scenarios/espresso.yaml", set=["weeks=8", "customers=200"])
with ThreadPoolExecutor(6) as pool:
    runs = replicate(given, 6, metrics=["units_sold", "contribution:tier"], executor=pool)
alone = replicate(given, 6, metrics=["units_sold", "contribution:tier"])
assert not runs.failures, runs.failures
assert list(runs.measurements()) == list(alone.measurements())
print(len(runs.ended))
"""


@pytest.mark.nightly
def test_threads_that_all_load_the_engine_at_once_come_to_the_answers_of_one_process():
    """A fresh process, in which nothing is loaded yet: real runs, no process of their own each."""
    ended = subprocess.run(
        [sys.executable, "-c", THREADS], capture_output=True, text=True, timeout=60, check=False
    )

    assert (ended.stdout, ended.returncode) == ("6\n", 0), ended.stderr
