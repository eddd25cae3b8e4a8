"""Life of a unit: for how many weeks it is of use, for a number and for a column.

    L = μ / Γ(1 + 1/k) · (−log u)^(1/k), rounded, at least 1

u: rank, its luck. The Weibull distribution has mean μ and shape k: above one, units wear out with age; at one
they fail as often at any age. In the long run an owner buys once in E L + E weeks without.

Assumes: a unit's life is its own, however much it is used. Source: Weibull (1951), A statistical distribution
function of wide applicability, J. Applied Mechanics 18(3).
"""

from math import gamma
from typing import Any

import numpy as np

from simulator.base.numerics.portable import log, power

DIGITS = 12
"""To so many digits Γ is the same on every machine."""


def weibull_scale(mean: float, shape: float) -> float:
    """Return the scale of a Weibull distribution with a mean and a shape."""
    return mean / float(f"{gamma(1.0 + 1.0 / shape):.{DIGITS}g}")


def weeks_of_use(rank: Any, scale: Any, shape: Any) -> Any:
    """Return how many weeks a unit of a rank in (0, 1) is of use [weeks].

    >>> weeks_of_use(0.5, 100.0, 1.0), weeks_of_use(0.999999, 10.0, 1.0)
    (69, 1)
    """
    weeks = scale * power(-log(rank), 1.0 / shape)
    if isinstance(rank, float):
        return max(1, round(weeks))
    return np.maximum(1, np.rint(weeks)).astype(np.int64)
