"""Portable mathematics: the only functions that may decide what happens in a market.

They are built from + − × ÷ √ and exact powers of two, so their bits are the same on every machine:

    log · exp · power · logistic · normal_quantile · gumbel

Each takes a number or a column of any shape, with the same bits for both; NaN in is NaN out.
"""

import math
from collections.abc import Sequence
from typing import Any, overload

import numpy as np

from simulator.base.numerics.elementwise import where
from simulator.base.numerics.log_exp import Column, chunk_by_chunk, exp, log
from simulator.base.numerics.normal_quantile import normal_quantile

__all__ = ["Column", "exp", "gumbel", "log", "logistic", "normal_quantile", "power"]


@overload
def power(x: float, y: float) -> float: ...
@overload
def power(x: Column | Sequence[float], y: float | Column | Sequence[float]) -> Column: ...
def power(x: Any, y: Any) -> Any:
    """Return x to the y, x not negative, as exp(y log x): relative error about 2e-16 (1 + |y log x|).

    power(x, 0) = power(1, y) = 1; power(0, y) = 0, or inf when y < 0; NaN for x < 0 and for any NaN.
    Results below 3.3e-308 are zero. Whole powers are not special: where x·x is meant, write x * x.

    >>> power(2.0, 0.0), power(0.0, 2.0), round(power(2.0, 10.0), 9)
    (1.0, 0.0, 1024.0)
    """
    if isinstance(x, float) and isinstance(y, float):
        is_one = (y == 0.0 and x >= 0.0) or (x == 1.0 and not math.isnan(y))
        return 1.0 if is_one else exp(y * log(x))
    base, exponent = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    with np.errstate(all="ignore"):  # 0 · inf is one
        grown = exp(np.asarray(exponent * log(base)))
    grown[((exponent == 0.0) & (base >= 0.0)) | ((base == 1.0) & ~np.isnan(exponent))] = 1.0
    return grown


@overload
def logistic(x: float) -> float: ...
@overload
def logistic(x: Column | Sequence[float]) -> Column: ...
def logistic(x: Any) -> Any:
    """Return 1 / (1 + exp(−x)), a share: 0.0 below −708, 1.0 above 37, no overflow between.

    >>> logistic(0.0), logistic(-1e9), logistic(1e9)
    (0.5, 0.0, 1.0)
    """
    return _logistic(x) if isinstance(x, float) else chunk_by_chunk(_logistic, x)


@overload
def gumbel(u: float) -> float: ...
@overload
def gumbel(u: Column | Sequence[float]) -> Column: ...
def gumbel(u: Any) -> Any:
    """Return the standard Gumbel value at rank u, −log(−log u): ∓inf at 0 and 1, NaN outside and for NaN.

    Absolute error about 1e-15. A shorter polynomial would save only a tenth of the time, so none is used.

    >>> round(gumbel(0.5), 9), gumbel(0.0), gumbel(1.0)
    (0.366512921, -inf, inf)
    """
    return _gumbel(u) if isinstance(u, float) else chunk_by_chunk(_gumbel, u)


def _logistic(x: Any) -> Any:
    odds = exp(-abs(x))
    return where(x < 0.0, odds, 1.0) / (1.0 + odds)


def _gumbel[T: (float, Column)](u: T) -> T:
    return -log(-log(u))
