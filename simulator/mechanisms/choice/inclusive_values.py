"""Inclusive values: what sets of alternatives are worth before luck is known.

    I = λ ln Σ_j e^{v_j/λ},      relative to the largest v, so that nothing overflows however small λ is

Source: Williams (1977), Environment and Planning A 9:285; Small & Rosen (1981), Econometrica 49(1).
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.elementwise import at_once, parts
from simulator.base.numerics.portable import exp, log

LOWEST = -1e300
"""Below all that is worth anything: what a nest of nothing but minus infinity is measured against."""

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def inclusive(value: Floats, nest: Integers, dissimilarity: Floats) -> Floats:
    """Return λ ln Σ e^{v/λ} of every nest; *nest* has one value a value, *dissimilarity* one a nest."""
    most = most_in(nest, value, len(dissimilarity))
    behind = exp((value - most.take(nest)) / dissimilarity.take(nest))
    found: Floats = most + dissimilarity * log(np.bincount(nest, behind, minlength=len(most)))
    return found


def most_in(nest: Integers, value: Floats, nests: int) -> Floats:
    """Return the most that anything in each nest is worth."""
    most = np.full(nests, LOWEST)
    np.maximum.at(most, nest, value)
    return most


def inclusive_at(
    value: Floats, nest: Integers, dissimilarities: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Return `inclusive` at either of two dissimilarities of every nest."""
    nests = len(dissimilarities[0])
    most = most_in(nest, value, nests)
    short = value - most.take(nest)
    behind = at_once(exp, *(short / unlike.take(nest) for unlike in dissimilarities))
    sums = at_once(log, *(np.bincount(nest, weight, minlength=nests) for weight in behind))
    first, second = (most + unlike * whole for unlike, whole in zip(dissimilarities, sums, strict=True))
    return first, second


def inclusive_of_each(columns: Sequence[tuple[Floats, Integers, Floats]]) -> list[Floats]:
    """Return `inclusive` of several columns of values, each in nests of its own."""
    counts = [len(unlike) for *_, unlike in columns]
    starts = [0, *accumulate(counts)]
    nest = np.concatenate([own + start for (_, own, _), start in zip(columns, starts, strict=False)])
    value, unlike = (np.concatenate([column[at] for column in columns]) for at in (0, 2))
    return parts(inclusive(value, nest, unlike), counts)
