"""Designs: which combinations of the factors' levels are played.

Source: Box, Hunter & Hunter (2005) for grids; McKay, Beckman & Conover (1979) for Latin hypercubes;
Sobol' (1967), scrambled after Owen (1998), for the last. The samples are those of scipy.stats.qmc.

One at a time starts from the first level of every factor; it shows no interaction.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from simulator.studies.experiment.plan import Design, LevelRange

FIGURES = 6  # of a sampled number: so that a table can be read, and typed in again

type Numbers = tuple[float | int, ...]


@dataclass(frozen=True)
class Axis:
    """One direction of a design: a choice among so many levels, or any number of a range."""

    size: int
    span: LevelRange | None = None


def numbers_of(span: LevelRange) -> Numbers:
    """Return the values of a range in a grid, both ends included.

    >>> numbers_of(LevelRange.model_validate({"from": 0.5, "to": 2.0, "steps": 4}))
    (0.5, 1, 1.5, 2)
    """
    steps = span.steps or 2
    width = span.to - span.first
    values = [rounded(span.first + width * at / (steps - 1), whole=span.whole) for at in range(steps)]
    return tuple(dict.fromkeys(values))


def rounded(value: float, *, whole: bool = False, figures: int = 12) -> float | int:
    """Return a number as people write it: 2 rather than 2.0, and without the dust of arithmetic."""
    if whole:
        return round(value)
    near = float(f"{value:.{figures}g}")
    return int(near) if near.is_integer() and abs(near) < 2**53 else near


def size_of(design: Design, axes: Sequence[Axis]) -> int:
    """Return how many points a design has."""
    if design.method == "grid":
        return math.prod(axis.size for axis in axes)
    if design.method == "one_at_a_time":
        return 1 + sum(axis.size - 1 for axis in axes)
    return design.points or 0


def combinations_of(design: Design, axes: Sequence[Axis]) -> Iterator[Numbers]:
    """Yield the points: for each axis the place among its levels, or the number sampled from its range."""
    if design.method == "grid":
        yield from product(*(range(axis.size) for axis in axes))
    elif design.method == "one_at_a_time":
        yield from _one_at_a_time([axis.size for axis in axes])
    else:
        yield from _sampled(design, axes)


def _one_at_a_time(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    first = (0,) * len(sizes)
    yield first
    for axis, size in enumerate(sizes):
        for place in range(1, size):
            yield (*first[:axis], place, *first[axis + 1 :])


def _sampled(design: Design, axes: Sequence[Axis]) -> Iterator[Numbers]:
    from scipy.stats import qmc  # noqa: PLC0415 - seconds to import; a grid needs none

    if design.method == "sobol":
        drawn = qmc.Sobol(len(axes), rng=design.seed).random(design.points)
    else:
        drawn = qmc.LatinHypercube(len(axes), rng=design.seed).random(design.points)
    for row in drawn.tolist():
        yield tuple(_from(axis, share) for axis, share in zip(axes, row, strict=True))


def _from(axis: Axis, share: float) -> float | int:
    """Return the value at a share of an axis; each level takes an equal part of it."""
    if axis.span is None:
        return min(int(share * axis.size), axis.size - 1)
    span = axis.span
    if span.whole:  # so that both ends are as likely as what lies between
        low, high = sorted((round(span.first), round(span.to)))
        return min(low + int(share * (high - low + 1)), high)
    return rounded(span.first + (span.to - span.first) * share, figures=FIGURES)
