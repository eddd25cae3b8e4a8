"""Statistics: intervals of means and of paired differences, and the variance saved by pairing.

Runs of one seed are the same customers with the same luck, so two scenarios are compared seed by seed:

    d_s = b_s − a_s        d̄ ± t(n − 1, .975) · sd(d) / √n
    saved = (var a + var b) / var d      how many times as many runs unpaired would need

Assumes: seeds are independent; means of runs are near enough to normal for Student's t.
Source: Student (1908); Law (2015), Simulation Modeling and Analysis, ch. 10 and 11 (common random numbers).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
SAME = 1e-12  # two values this close, relative to what they were made of, differ by rounding only

type Values = Sequence[float] | NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval, from *n* of *of* runs; unknown numbers are NaN.

    Where a run is infinite so is the mean, and there is no interval.
    """

    mean: float
    low: float
    high: float
    n: int
    of: int

    @property
    def half(self) -> float:
        """Return half the width of the interval: the ± of a table."""
        return (self.high - self.low) / 2

    @property
    def tells_a_difference(self) -> bool:
        """Say whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Paired:
    """A paired difference: its estimate, its p-value, and the variance saved by pairing."""

    difference: Estimate
    p: float
    """Chance of a mean difference at least as large if there were none; NaN if it cannot be told."""
    saved: float
    """Runs that unpaired comparison would need, as a multiple; infinite if all differences are equal."""

    @property
    def is_constant(self) -> bool:
        """Say whether the difference is the same in every one of several runs."""
        return self.difference.n > 1 and self.difference.low == self.difference.high


def interval(values: Values, made_of: float = 0.0, confidence: float = CONFIDENCE) -> Estimate:
    """Estimate the mean of values; unknown ones are left out and counted, infinite ones make it infinite.

    *made_of* is the size of what the values are differences of: rounding that makes is no difference.
    *confidence* is how sure the interval is to hold the mean, where several intervals must all hold.

    >>> round(interval([1.0, 2.0, 3.0]).half, 6)
    2.484138
    >>> interval([5.0, 5.0, float("nan")])
    Estimate(mean=5.0, low=5.0, high=5.0, n=2, of=3)
    >>> interval([5.0, float("inf"), float("nan")])
    Estimate(mean=inf, low=nan, high=nan, n=2, of=3)
    """
    every = np.asarray(values, dtype=np.float64)
    known = every[~np.isnan(every)]
    scale = max(made_of, _size(known))
    return _estimate(known, len(every), scale, confidence)


def paired(one: Values, other: Values) -> Paired:
    """Estimate other − one, value by value; pairs without a difference are left out.

    A pair has none if one of the two is unknown, or if both are infinite alike.

    >>> paired([1.0, 2.0, 4.0], [2.0, 3.0, 5.0]).difference
    Estimate(mean=1.0, low=1.0, high=1.0, n=3, of=3)
    """
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        both = ~np.isnan(b - a)
    a, b = a[both], b[both]
    estimate = _estimate(b - a, len(both), max(_size(a), _size(b)))
    return Paired(estimate, _p_value(estimate), _saved(a, b, estimate))


def share_interval(hits: int, of: int, confidence: float = CONFIDENCE) -> Estimate:
    """Estimate a share from so many hits *of* so many independent trials, by Wilson's interval.

    Unlike the mean ± t it stays within 0 and 1, and is no point where all trials agree (Wilson 1927).

    >>> told = share_interval(4, 4)
    >>> told.mean, round(told.low, 2), told.high
    (1.0, 0.51, 1.0)
    """
    if of == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, 0)
    from scipy.stats import binomtest  # noqa: PLC0415 - a second to import

    ends = binomtest(hits, of).proportion_ci(confidence_level=confidence, method="wilson")
    return Estimate(hits / of, float(ends.low), float(ends.high), of, of)


def _estimate(known: NDArray[np.float64], of: int, scale: float, confidence: float = CONFIDENCE) -> Estimate:
    n = len(known)
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, of)
    if np.isinf(known).any():
        with np.errstate(invalid="ignore"):  # of ∞ and −∞ there is no mean
            return Estimate(float(known.sum()), math.nan, math.nan, n, of)
    if n == 1:
        return Estimate(float(known[0]), math.nan, math.nan, 1, of)
    if float(np.ptp(known)) <= SAME * scale:
        value = 0.0 if abs(float(known[0])) <= SAME * scale else float(known[0])
        return Estimate(value, value, value, n, of)
    mean = float(known.mean())
    half = _quantile(n - 1, confidence) * float(known.std(ddof=1)) / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half, n, of)


def _size(values: NDArray[np.float64]) -> float:
    """Return the largest size among finite values; 0 without any."""
    return float(np.max(np.abs(values), initial=0.0, where=np.isfinite(values)))


def _quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    from scipy.special import stdtrit  # noqa: PLC0415 - a second to import; a table needs none

    return float(stdtrit(freedom, (1 + confidence) / 2))


def _p_value(difference: Estimate) -> float:
    """Two-sided p-value of Student's t; of a constant difference 0, and 1 if it is none at all."""
    if difference.n < 2 or math.isnan(difference.half):
        return math.nan
    if difference.low == difference.high:
        return float(difference.mean == 0)
    from scipy.special import stdtr  # noqa: PLC0415

    t = difference.mean / (difference.half / _quantile(difference.n - 1))
    return float(2 * stdtr(difference.n - 1, -abs(t)))


def _saved(a: NDArray[np.float64], b: NDArray[np.float64], difference: Estimate) -> float:
    """Compare variances; NaN where there is none to save, or no telling."""
    if difference.n < 2 or math.isnan(difference.half) or interval(a).half == interval(b).half == 0:
        return math.nan
    if difference.low == difference.high:
        return math.inf
    return float((a.var(ddof=1) + b.var(ddof=1)) / (b - a).var(ddof=1))
