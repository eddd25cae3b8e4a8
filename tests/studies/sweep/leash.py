"""A sweep on a leash: its runs go on only as far as a test lets them, on a quick machine as on a slow one.

Each run takes a token before it is played, and notes which run it is. While fewer tokens were given than
there are runs, a sweep cannot be over; whoever kills it need not be quicker than it.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.scenario.schema import Scenario
from simulator.studies.sweep import checkpoint as sweep_keeping
from simulator.studies.sweep.sweep import sweep
from tests.studies import fake_runs

LEASH = "SWEEP_LEASH"
"""The environment variable that names the leash's folder."""
FREE = "free"


class Leash:
    """A folder of tokens, and of notes about who took them."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._tokens, self._notes = place / "tokens", place / "notes"
        self.given = 0
        for folder in (place, self._tokens, self._notes):
            folder.mkdir(exist_ok=True)

    def let(self, runs: int) -> None:
        """Let so many runs be played in all, counted from the start."""
        for token in range(self.given, runs):
            (self._tokens / f"{token:04d}").touch()
        self.given = max(self.given, runs)

    def let_go(self) -> None:
        """Let all go on as they like."""
        (self.place / FREE).touch()

    @property
    def taken(self) -> int:
        """Return how many runs were begun while on the leash."""
        return len(list(self._notes.iterdir()))

    def begun(self) -> Iterator[tuple[str, int]]:
        """Yield point and seed of each run that was begun, as often as it was."""
        for note in self._notes.iterdir():
            point, seed, _ = note.name.split(".")
            yield point, int(seed)


def mark_of(scenario: Scenario) -> str:
    """Return what tells the points of the tiny experiment apart."""
    return f"{scenario.weeks}-{scenario.distribution[0].model_dump()['dealers_per_region']}"


def leashed(scenario: Scenario, seed: int) -> Any:
    """Wait for a token, note who has it, and pretend to play."""
    place = Path(os.environ[LEASH])
    while not _take(place, f"{mark_of(scenario)}.{seed}"):
        time.sleep(0.005)
    return fake_runs.fake(scenario, seed)


def _take(place: Path, whose: str) -> bool:
    """Take a token if there is one: renaming is atomic, so nobody else has the same."""
    for token in sorted((place / "tokens").iterdir()):
        try:
            token.rename(place / "notes" / f"{whose}.{token.name}")
        except FileNotFoundError:
            continue
        return True
    if (place / FREE).exists():
        (place / "notes" / f"{whose}.{os.getpid()}-{time.monotonic_ns()}").touch()
        return True
    return False


def drive(path: str, out: str, jobs: str, runs: str) -> None:
    """Sweep with some workers and small parts."""
    sweep_keeping.RUNS, sweep_keeping.SECONDS = int(runs), 0.2
    fake_runs.shelve()
    sweep(path, out, jobs=int(jobs), play=leashed)
