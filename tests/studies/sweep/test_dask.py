"""Sweeps beyond one machine: a cluster that loses a worker answers as one process does."""

import os
import signal
import time

import pytest

from simulator.scenario.schema import Scenario
from simulator.studies.sweep.sweep import sweep
from tests.studies import fake_runs
from tests.studies.sweep import tiny

distributed = pytest.importorskip("distributed", reason="needs the extra 'distributed'")


@pytest.fixture
def client():
    """Return a client of a cluster of two processes on this machine."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def noted(scenario: Scenario, seed: int):
    """Play slowly, and leave a file of every time that the run was begun."""
    folder, number = scenario.situation, time.monotonic_ns()
    with open(f"{folder}/{scenario.weeks}-{seed}-{number}", "w"):  # noqa: PTH123 - a mark
        time.sleep(0.02)
    return fake_runs.fake(scenario, seed)


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_the_middle_changes_no_answer(client, tmp_path):
    """Equal answers, nothing lost, each run written once, and what was written is never begun again."""
    marks = tmp_path / "marks"
    marks.mkdir()
    given = tiny.experiment(
        fake_runs.small(situation=str(marks)),
        {"weeks": [4, 5]},
        seeds=40,
        metrics=tiny.METRICS,
        name="trial",
    )
    alone = sweep(given, play=fake_runs.fake)
    killed = []

    def kill_once(done: int, of: int) -> None:
        if done >= of // 4 and not killed:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    out = tmp_path / "kept"
    found = sweep(given, out, play=noted, executor=client.get_executor(pure=False), progress=kill_once)

    assert killed
    assert list(found.runs.measurements()) == list(alone.runs.measurements())
    assert not found.failures
    assert set(tiny.times_kept(out).values()) == {1}
    assert len(tiny.times_kept(out)) == 80

    begun = len(list(marks.iterdir()))
    sweep(given, out, play=noted, executor=client.get_executor(pure=False))
    assert len(list(marks.iterdir())) == begun


@pytest.mark.filterwarnings("ignore")
def test_the_command_is_told_the_scheduler():
    """A scheduler and worker in this process play a sweep to the answers of one process."""
    with distributed.LocalCluster(
        n_workers=1, processes=False, dashboard_address=None, protocol="tcp", host="127.0.0.1"
    ) as cluster:
        from simulator.views.cli.cluster import executor_at  # noqa: PLC0415 - skipped without the extra

        with executor_at(cluster.scheduler_address) as executor:
            found = sweep(tiny.tried(), play=fake_runs.fake, executor=executor)

    assert list(found.runs.measurements()) == list(
        sweep(tiny.tried(), play=fake_runs.fake).runs.measurements()
    )
