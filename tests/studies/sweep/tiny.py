"""Tiny experiments for the sweep's tests: files, and what is left of them in a folder."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from simulator.studies.experiment.experiment import Experiment
from simulator.studies.experiment.load_plan import experiment
from simulator.studies.sweep.part_files import KeptRun, read_part
from tests.studies import fake_runs

SIMULATOR = [sys.executable, "-m", "simulator"]
METRICS = ["fake_units", "fake_noise"]
TINY = {**fake_runs.SMALL, "weeks": 2, "customers": 30, "response": {"initial_adstock": 2.0}}


def tried(factors: dict[str, Any] | None = None, seeds: Any = 3, **settings: Any) -> Experiment:
    """Return an experiment on the small fake scenario."""
    factors = {"weeks": [4, 5]} if factors is None else factors
    return experiment(
        fake_runs.small(), factors, seeds=seeds, **{"metrics": METRICS, "name": "trial", **settings}
    )


def file_of(folder: Path, seeds: int = 10, **settings: Any) -> Path:
    """Write an experiment file on a tiny scenario that is really played; return it."""
    (folder / "tiny.yaml").write_text(json.dumps(TINY))
    whole = {
        "experiment_version": 1,
        "name": "tiny",
        "scenario": "tiny.yaml",
        "factors": {"weeks": [1, 2], "distribution.dealers_per_region": [1, 2]},
        "seeds": seeds,
        "metrics": ["units_sold", "revenue"],
        **settings,
    }
    path = folder / "experiment.yaml"
    path.write_text(json.dumps(whole))
    return path


def kept_in(out: Path) -> list[KeptRun]:
    """Return all rows of all parts of a folder."""
    return [run for path in sorted((out / "parts").glob("*.parquet")) for run in read_part(path)]


def times_kept(out: Path) -> Counter[str]:
    """Return how often each run is in the parts of a folder."""
    return Counter(run.key for run in kept_in(out))


def alive(pid: int) -> bool:
    """Say whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """Return the worker processes of a driver: spawned by itself, or forked by its server."""
    own = _children(pid)
    forked = [worker for server in own if b"forkserver" in _command(server) for worker in _children(server)]
    return [child for child in own if b"spawn_main" in _command(child)] + forked


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def started(*arguments: str | Path, **how: Any) -> subprocess.Popen[str]:
    """Start the command in a session of its own."""
    return subprocess.Popen(
        [*SIMULATOR, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **how,
    )
