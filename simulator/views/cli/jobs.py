"""Jobs: how many processes pay. Each takes seconds to start, so small work is done here."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.views.output.exit_codes import BadInputError

if TYPE_CHECKING:
    from simulator.scenario.schema import Scenario

STARTING = 3.0  # what a worker needs before its first run [s]
PER_RUN, PER_WEEK = 0.1, 0.01  # what a run takes whatever its size, and in each week [s]
PER_CUSTOMER_WEEK = 5e-7  # and for each customer in each week [s]
MOST = 256


def jobs_for(scenarios: "Iterable[Scenario]", seeds: int, asked: int | None) -> int:
    """Return how many processes to use: as many as asked for, or all cores if that saves time."""
    return workers_for(seconds_for(scenarios, seeds), asked)


def workers_for(seconds: float, asked: int | None) -> int:
    """Return how many processes to use for so many seconds of work."""
    if asked is not None:
        if not 1 <= asked <= MOST:
            raise BadInputError(f"--jobs: must be from 1 to {MOST}, not {asked}")
        return asked
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if seconds * (1 - 1 / cores) > STARTING else 1


def seconds_for(scenarios: "Iterable[Scenario]", seeds: int) -> float:
    """Return how long it takes about to play scenarios on so many seeds in one process [s]."""
    played = ((s.customers / s.people_per_customer, s.weeks) for s in scenarios)
    each = (PER_RUN + weeks * (PER_WEEK + PER_CUSTOMER_WEEK * customers) for customers, weeks in played)
    return seeds * sum(each)
