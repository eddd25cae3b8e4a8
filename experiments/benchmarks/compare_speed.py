"""Compare: two shipped scenarios × 30 seeds × 20,000 customers × 52 weeks, in summary detail.

Seconds on the wall, with as many workers as there are cores; beside them the same with one worker for
a tenth of the seeds, so that the two can be set against each other on any machine.
"""

from os import cpu_count
from time import perf_counter
from typing import Any

from simulator import compare, load

SEEDS, FEW = 30, 3
SETTINGS = ["customers=20000", "detail=summary"]
FILES = ("scenarios/espresso_dealers_craft.yaml", "scenarios/espresso_resale_deal.yaml")


def timed(seeds: int, jobs: int) -> float:
    """Return the seconds that a comparison takes."""
    scenarios = [load(file, set=SETTINGS) for file in FILES]
    start = perf_counter()
    compare(scenarios, seeds=seeds, jobs=jobs)
    return perf_counter() - start


def measured() -> dict[str, Any]:
    """Return the seconds of the whole comparison, and how well the workers share it."""
    cores = cpu_count() or 1
    alone, together = timed(FEW, 1), timed(SEEDS, cores)
    return {
        "runs": 2 * SEEDS,
        "workers": cores,
        "all runs [s]": round(together, 1),
        "one run, one worker [s]": round(alone / (2 * FEW), 2),
        "workers are faster [×]": round(alone * SEEDS / FEW / together, 2),
    }
