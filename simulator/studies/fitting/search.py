"""Search: settings at which targets are reached, or come as near as they can.

min Σ r_i²,  r = (value − target) / scale        within the ends of the settings

by scipy's trust-region reflective least squares. The slopes are measured by steps at the start, then kept up
by Broyden's rank-one update at long steps, J ← J + (Δr − J Δu) Δuᵀ / |Δu|², which costs no runs; they are
measured again where that leads no further.

Assumes: targets change smoothly with settings but for steps of whole customers, which are small beside the
scales; one optimum within the ends.
Source: Branch, Coleman & Li (1999), SIAM J. Sci. Comput. 21(1); Broyden (1965), Math. Comput. 19.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

MOST_STEPS = 8
"""How many points are tried at most with slopes that were measured once."""
ROUNDS = 2
FAR_ENOUGH = 0.2
"""How far a step must go to tell more of slopes than of the luck of single customers [u]."""
SMALLEST_STEP = 3e-3
LEAST_GAIN = 1e-2


@dataclass
class Slopes:
    """Slopes of residuals along a search."""

    residuals: Callable[[Floats], Floats]
    matrix: Floats
    at: Floats

    def __call__(self, u: Floats) -> Floats:
        """Return the slopes at a point that was reached from the one before."""
        moved = u - self.at
        if np.linalg.norm(moved) > FAR_ENOUGH:
            missed = self.residuals(u) - self.residuals(self.at) - self.matrix @ moved
            self.matrix = self.matrix + np.outer(missed, moved) / (moved @ moved)
            self.at = u.copy()
        return self.matrix


def search(
    residuals: Callable[[Floats], Floats],
    measure: Callable[[Floats], Floats],
    first: Floats,
    ends: tuple[Floats, Floats],
    is_enough: Callable[[Floats], bool],
) -> tuple[Floats, Floats]:
    """Return the u of the smallest sum of squares that was found from u = 0, and the slopes there.

    *measure* measures slopes anywhere; *first* are those at the start.
    """
    u, matrix = np.zeros(len(ends[0])), first
    for at in range(ROUNDS):
        if is_enough(u):
            break
        slopes = Slopes(residuals, measure(u) if at else first, u)
        u, matrix = _searched(residuals, slopes, ends, is_enough), slopes.matrix
    return u, matrix


def _searched(
    residuals: Callable[[Floats], Floats],
    slopes: Slopes,
    ends: tuple[Floats, Floats],
    is_enough: Callable[[Floats], bool],
) -> Floats:
    from scipy.optimize import OptimizeResult, least_squares  # noqa: PLC0415 - a second to import

    def stop(intermediate_result: OptimizeResult) -> None:
        if is_enough(intermediate_result.x):
            raise StopIteration

    found = least_squares(
        residuals,
        slopes.at,
        jac=slopes,
        bounds=ends,
        x_scale=1.0,
        max_nfev=MOST_STEPS,
        xtol=SMALLEST_STEP,
        ftol=LEAST_GAIN,
        callback=stop,
    )
    return np.asarray(found.x, dtype=np.float64)
