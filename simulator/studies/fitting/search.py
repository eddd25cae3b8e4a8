"""Search: settings at which targets are reached, or come as near as they can.

min Σ r_i²,  r = (value − target) / scale        within the ends of the settings

Where the search stands, a plane is laid through all that was played, r ≈ a + J (u − u₀), by least squares
with weights 1 / (w² + |u − u₀|²)², so that the luck of single customers is averaged out; within a box around
it the smallest sum of squares of the plane is tried next (scipy's bounded linear least squares). The box is
halved where that is no better, and doubled where it is.

Assumes: targets change smoothly with settings but for steps of whole customers; one optimum within the ends.
Why not scipy's least_squares: its slopes are differences of neighbours, which follow those steps.
Source: Cartis & Roberts (2019), A derivative-free Gauss–Newton method, Math. Prog. Comp. 11; Conn, Scheinberg
& Vicente (2009), Introduction to Derivative-Free Optimization, ch. 4 (regression models).
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

MOST_STEPS = 20
"""How many points are tried at most."""
MOST_IN_VAIN = 4
"""How many points in a row may be no better."""
WIDEST, NARROWEST = 1.0, 0.05
"""Half the width of the box [u]."""
TINY = 1e-9
"""What keeps a box open at an end [u]."""
NEIGHBOURHOOD = 0.2
"""How near points must be to weigh alike [u]."""


class Found(NamedTuple):
    """End of a search."""

    at: Floats
    """The best point."""
    slopes: Floats
    """Slopes of residuals around it."""
    is_broken_off: bool
    """Whether it ended by the number of points, though it still came nearer."""


def search(
    residuals: Callable[[Floats], Floats],
    played: Iterable[Floats],
    ends: tuple[Floats, Floats],
    is_enough: Callable[[Floats], bool],
) -> Found:
    """Return the point of the smallest sum of squares that is found.

    *residuals* are NaN where there are none. *played* are points to begin with, the start first, enough for
    slopes.
    """
    known = [(u, residuals(u)) for u in played]
    known = [(u, r) for u, r in known if np.isfinite(r).all()]
    best, half, in_vain = _best(known), WIDEST, 0
    for _ in range(MOST_STEPS):
        if is_enough(best) or in_vain >= MOST_IN_VAIN:
            break
        tried = _next(best, known, ends, half)
        if any(np.array_equal(tried, u) for u, _ in known):
            break
        after = residuals(tried)
        if np.isfinite(after).all():
            known.append((tried, after))
        if _best(known) is tried:
            best, half, in_vain = tried, min(WIDEST, 2 * half), 0
        else:
            half, in_vain = max(NARROWEST, half / 2), in_vain + 1
    else:
        return Found(best, _plane(best, known)[1], is_broken_off=not is_enough(best))
    return Found(best, _plane(best, known)[1], is_broken_off=False)


def _best(known: list[tuple[Floats, Floats]]) -> Floats:
    return min(known, key=lambda one: float(one[1] @ one[1]))[0]


def _next(
    best: Floats, known: list[tuple[Floats, Floats]], ends: tuple[Floats, Floats], half: float
) -> Floats:
    """Return the point of the box around the best at which the plane is nearest to the targets."""
    from scipy.optimize import lsq_linear  # noqa: PLC0415 - a second to import

    level, slopes = _plane(best, known)
    low, high = np.maximum(ends[0], best - half), np.minimum(ends[1], best + half)
    step = lsq_linear(slopes, -level, bounds=(low - best - TINY, high - best + TINY)).x
    return np.asarray(np.clip(best + step, *ends), dtype=np.float64)


def _plane(at: Floats, known: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Return level and slopes at a point of the plane through all points, by their nearness."""
    away = np.array([u - at for u, _ in known])
    weights = 1 / (NEIGHBOURHOOD**2 + (away**2).sum(axis=1))
    rows = np.hstack([np.ones((len(away), 1)), away])
    values = np.array([r for _, r in known])
    fitted = np.linalg.lstsq(rows * weights[:, None], values * weights[:, None])[0]
    return fitted[0], fitted[1:].T
