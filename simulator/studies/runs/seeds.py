"""Seeds: a number of them, counted from 1, or the seeds themselves.

Seed 7 is the same customers with the same luck in every scenario, in any process, in any order.
"""

from collections.abc import Sequence

MAXIMUM_SEED = 2**63 - 1
MAXIMUM_RUNS = 100_000


def seeds_of(seeds: int | Sequence[int]) -> tuple[int, ...]:
    """Read seeds: a number of them, counted from 1, or the seeds themselves.

    >>> seeds_of(3), seeds_of([7, 11])
    ((1, 2, 3), (7, 11))
    """
    if isinstance(seeds, int):
        if not 1 <= seeds <= MAXIMUM_RUNS:
            raise ValueError(f"the number of seeds must be from 1 to {MAXIMUM_RUNS}, not {seeds}")
        return tuple(range(1, seeds + 1))
    chosen = tuple(int(seed) for seed in seeds)
    if not chosen:
        raise ValueError("there must be at least one seed")
    if len(set(chosen)) < len(chosen):
        raise ValueError("the same seed twice is the same run twice; give different seeds")
    if min(chosen) < 0 or max(chosen) > MAXIMUM_SEED:
        raise ValueError(f"a seed must be from 0 to {MAXIMUM_SEED}")
    return chosen
