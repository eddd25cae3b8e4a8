"""Seeds needed: how many seeds would tell a difference that so many do not tell, if it is what it seems.

    n' = ⌈n (h / |d|)²⌉        for a mean difference d ± h from n seeds

as the interval of a mean narrows with the root of the number. Where that are very many the difference is next
to nothing beside the luck of a run, and more seeds tell no more than how small it is. Luck is all that seeds
are about: what other people, prices or rivals would make of it no number of them tells.
"""

import math

from simulator.studies.runs.statistics import Paired

MOST = 200
"""The most seeds that are advised [seeds]."""


def seeds_needed(pair: Paired) -> int | None:
    """Return about how many seeds would tell a difference; none if more than `MOST`, or if it cannot be said.

    >>> from simulator.studies.runs.statistics import paired
    >>> nothing = [0.0, 0.0, 0.0]
    >>> seeds_needed(paired(nothing, [1.0, 2.0, -1.0])), seeds_needed(paired(nothing, [1.0, 0.0, -1.0]))
    (98, None)
    """
    by = pair.difference
    if by.n < 2 or not math.isfinite(by.half) or by.mean == 0:
        return None
    seeds = math.ceil(by.n * (by.half / by.mean) ** 2)
    return seeds if seeds <= MOST else None


def not_told(name: str, pair: Paired) -> str:
    """Say what it would take to tell a difference in something that the seeds played do not tell."""
    by, seeds = pair.difference, seeds_needed(pair)
    if by.n < 2 or by.tells_a_difference or pair.is_constant or not math.isfinite(by.half):
        return ""
    if seeds is None:
        return f"more seeds will hardly tell a difference in {name}: it is next to nothing beside luck"
    return f"about {max(seeds, by.n + 1) - by.n} more seeds would tell whether {name} differs"
