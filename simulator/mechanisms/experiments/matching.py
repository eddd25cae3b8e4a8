"""Matching: to each treated unit the untreated one that is most like it, by what is known of both.

    d(i, j) = Σ_x ((x_i − x_j) / x̄)²

over the things x that are known, each divided by its mean over all units, so that none counts for being
large. The nearest pair is taken first, then the nearest of who is left, until either side is used up. Units
equally near are told apart by luck of their own. What is unknown of somebody (nan) counts as the mean.

Assumes: who is alike in what is known would have fared alike.
Source: nearest neighbours without replacement; Rubin (1973), Biometrics 29; Stuart (2010), Stat. Sci. 25(1).
"""

import math
from collections.abc import Mapping, Sequence

type Known = Mapping[str, Sequence[float]]


def matched(treated: Known, others: Known, luck: Mapping[str, int]) -> list[str]:
    """Return the units matched to a treated unit, in the order of matching.

    >>> matched({"a": [1.0, 10.0]}, {"b": [9.0, 10.0], "c": [1.1, 11.0]}, {"b": 1, "c": 2})
    ['c']
    """
    everybody = {**treated, **others}
    means = _means(list(everybody.values()))
    pairs = sorted(
        (_distance(treated[one], others[other], means), luck[other], one, other)
        for one in treated
        for other in others
    )
    taken: list[str] = []
    waiting = set(treated)
    for _, _, one, other in pairs:
        if one in waiting and other not in taken:
            waiting.remove(one)
            taken.append(other)
    return taken


def _means(rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the mean of each covariate over the units with a known value, left to right; nan without any."""
    means = []
    for column in zip(*rows, strict=True):
        total, count = 0.0, 0
        for value in column:
            if not math.isnan(value):
                total, count = total + value, count + 1
        means.append(total / count if count else float("nan"))
    return means


def _distance(one: Sequence[float], other: Sequence[float], means: Sequence[float]) -> float:
    distance = 0.0
    for mine, theirs, mean in zip(one, other, means, strict=True):
        if mean != 0.0 and not math.isnan(mean):
            gap = (_known(mine, mean) - _known(theirs, mean)) / mean
            distance += gap * gap
    return distance


def _known(value: float, mean: float) -> float:
    return mean if math.isnan(value) else value
