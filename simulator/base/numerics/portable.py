"""Portable: the only mathematics that may decide what happens in a market.

Functions built from + − × ÷ √ and exact powers of two, whose bits are the same on every machine.
Each comes twice, for one float and (`_many`) for a column of any shape, and the two agree bit for bit:

    log · exp · power · logistic · normal_quantile · gumbel

Columns are worked on in chunks that fit the cache; no result depends on the chunking. NaN in is NaN out.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from simulator.base.numerics.log_exp import (
    Column,
    exp,
    exp_chunk,
    exp_many,
    in_chunks,
    log,
    log_chunk,
    log_many,
)
from simulator.base.numerics.normal_quantile import normal_quantile, normal_quantile_many

__all__ = [
    "Column",
    "exp",
    "exp_many",
    "gumbel",
    "gumbel_many",
    "log",
    "log_many",
    "logistic",
    "logistic_many",
    "normal_quantile",
    "normal_quantile_many",
    "power",
    "power_many",
]


def power(x: float, y: float) -> float:
    """Answer x to the y, x not negative, as exp(y log x): relative error about 2e-16 (1 + |y log x|).

    power(x, 0) = power(1, y) = 1; power(0, y) = 0, or inf when y < 0; NaN for x < 0 and for any NaN.
    Results below 3.3e-308 are nought. Whole powers are not special: where x·x is meant, write x * x.

    >>> power(2.0, 0.0), power(0.0, 2.0), round(power(2.0, 10.0), 9)
    (1.0, 0.0, 1024.0)
    """
    if math.isnan(y) or not x >= 0.0:
        return math.nan
    if y == 0.0 or x == 1.0:
        return 1.0
    return exp(y * log(x))


def power_many(x: ArrayLike, y: ArrayLike) -> Column:
    """Answer `power` of every pair, x and y broadcast against each other; the same bits."""
    base, exponent = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    with np.errstate(all="ignore"):  # 0 · inf is settled below
        logarithm = np.asarray(exponent * log_many(base))
    result = exp_many(logarithm)
    result[((exponent == 0.0) & (base >= 0.0)) | ((base == 1.0) & ~np.isnan(exponent))] = 1.0
    return result


def logistic(x: float) -> float:
    """Answer 1 / (1 + exp(−x)), a share: 0.0 below −708, 1.0 above 37, no overflow between.

    >>> logistic(0.0), logistic(-1e9), logistic(1e9)
    (0.5, 0.0, 1.0)
    """
    odds = exp(-abs(x))
    return (odds if x < 0.0 else 1.0) / (1.0 + odds)


def logistic_many(x: ArrayLike) -> Column:
    """Answer `logistic` of every value, in the shape given; the same bits."""
    return in_chunks(_logistic_chunk, x)


def gumbel(u: float) -> float:
    """Answer the standard Gumbel value at rank u, −log(−log u): ∓inf at 0 and 1, NaN outside and for NaN.

    Absolute error about 1e-15. A shorter polynomial would save only a tenth of the time, so none is used.

    >>> round(gumbel(0.5), 9), gumbel(0.0), gumbel(1.0)
    (0.366512921, -inf, inf)
    """
    return -log(-log(u))


def gumbel_many(u: ArrayLike) -> Column:
    """Answer `gumbel` of every value, in the shape given; the same bits."""
    return in_chunks(_gumbel_chunk, u)


def _logistic_chunk(x: Column) -> Column:
    """Answer `logistic` of a flat column, as a new column."""
    odds = np.abs(x)
    np.negative(odds, out=odds)
    odds = exp_chunk(odds)
    share = np.where(x < 0.0, odds, 1.0)
    odds += 1.0
    share /= odds
    return share


def _gumbel_chunk(u: Column) -> Column:
    """Answer `gumbel` of a flat column, as a new column."""
    hazard = log_chunk(u)
    np.negative(hazard, out=hazard)
    result = log_chunk(hazard)
    np.negative(result, out=result)
    return result
