"""Gamma draws: standard gamma variates from keyed normal and uniform draws, in columns.

    d = a − ⅓,  c = 1/(3 √d),  v = (1 + c x)³;  d v is taken if log u < x²/2 + d − d v + d log v

and for shapes below one, a variate of shape a + 1 times u^(1/a). Draws are tried again, by number, until one
is taken. The same bits on every machine.

Source: Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3).
"""

from collections.abc import Callable
from math import sqrt

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.numerics.portable import log, normal_quantile, power

MOST_TRIES = 1000
"""One of a hundred is refused at most, so that so many in a row are not met."""
type Ranks = Callable[[int], Floats]
"""Returns the ranks, in (0, 1), of the draw of a number: of all places."""


def gamma_draws(shape: float, ranks: Ranks) -> Floats:
    """Return standard gamma variates (scale 1, mean *shape*), one a place of *ranks*."""
    boosted = shape + 1.0 if shape < 1.0 else shape
    d = boosted - 1.0 / 3.0
    c = 1.0 / (3.0 * sqrt(d))
    found = np.full(len(ranks(0)), np.nan)
    for attempt in range(MOST_TRIES):
        x = normal_quantile(ranks(2 * attempt + 1))
        root = 1.0 + c * x
        v = root * root * root
        with np.errstate(invalid="ignore", divide="ignore"):
            limit = 0.5 * x * x + d - d * v + d * log(np.where(v > 0.0, v, 1.0))
            taken = (v > 0.0) & (log(ranks(2 * attempt + 2)) < limit) & np.isnan(found)
        found[taken] = d * v[taken]
        if not np.isnan(found).any():
            break
    return found * power(ranks(0), 1.0 / shape) if shape < 1.0 else found


def beta_draws(alpha: float, beta: float, ranks: tuple[Ranks, Ranks]) -> Floats:
    """Return Beta(α, β) variates, X / (X + Y) of two gamma variates; a half where both are nothing."""
    one, other = gamma_draws(alpha, ranks[0]), gamma_draws(beta, ranks[1])
    both = one + other
    return np.where(both > 0.0, one / np.where(both > 0.0, both, 1.0), 0.5)
