"""Seeds: a number of them, counted from 1, or the seeds themselves.

Seed 7 is the same customers with the same luck in every scenario, in any process, in any order.
"""

from collections.abc import Iterable
from typing import Any

from simulator.scenario.errors.arguments import argument_error, entries_of, seed_of, whole_number

MAXIMUM_RUNS = 100_000


def seeds_of(seeds: Any) -> tuple[int, ...]:
    """Read seeds: a number of them, counted from 1, or the seeds themselves, in any order.

    Raises an `ArgumentError` for anything else, and for seeds that are given twice.

    >>> seeds_of(3), seeds_of([7, 11])
    ((1, 2, 3), (7, 11))
    """
    if not isinstance(seeds, Iterable) or getattr(seeds, "shape", None) == ():
        number = whole_number("seeds", seeds, -(2**63), 2**64)
        if not 1 <= number <= MAXIMUM_RUNS:
            raise argument_error(
                "seeds", f"the number of seeds must be from 1 to {MAXIMUM_RUNS}, not {number}"
            )
        return tuple(range(1, number + 1))
    chosen = tuple(seed_of(seed) for seed in entries_of("seeds", seeds, "[7, 11, 13]", MAXIMUM_RUNS))
    if not chosen:
        raise argument_error("seeds", "there must be at least one seed")
    if len(set(chosen)) < len(chosen):
        raise argument_error("seeds", "the same seed twice is the same run twice; give different seeds")
    return chosen
