"""Pooled ratio: ratios of several runs, told so that their mean is the ratio of the sums.

A cost per new customer is infinite, or not known, of a run that acquired none; over runs it is what all paid
for all that were acquired. Of runs s with parts y and wholes x

    R = Σ y / Σ x        u_s = R + (y_s − R x_s) / x̄        mean(u) = R        var(u) / n ≈ var(R)

Means, intervals and paired differences are formed of the linearised values u as of any values: the interval
of R is that of the delta method, and of a difference R_b − R_a that of u_b − u_a, seed by seed, so that
pairing saves what it saves otherwise. Where all runs have the same whole, u_s = y_s / x_s.

Assumes: many runs, so that x̄ is near its expectation; the bias of R is of order 1/n, as is that of its
variance. A run with nothing to divide and nothing to divide by counts, and moves nothing. One that failed is
left out of the sums.
Source: ratio estimator, Cochran (1977), Sampling Techniques, ch. 6; as means of simulated cycles, Crane &
Iglehart (1975), Operations Research 23(1); delta method, Deng, Knoblich & Lu (2018), KDD
"""

import math
from collections.abc import Sequence

import numpy as np

from simulator.studies.runs.questions import Answer


def series_of(answers: Sequence[Answer | None]) -> list[float]:
    """Return the values of a line, run by run, NaN for none; of ratios that runs pool, linearised.

    >>> paid = [Answer("cost", "", "", None, math.inf, 6.0, 0.0), Answer("cost", "", "", None, 2.0, 6.0, 3.0)]
    >>> series_of(paid)
    [8.0, 0.0]
    >>> series_of([Answer("units", "", "", None, 7.0), None])
    [7.0, nan]
    """
    if any(one is not None and not math.isnan(one.whole) for one in answers):
        return linearised([(math.nan, math.nan) if one is None else (one.part, one.whole) for one in answers])
    return [math.nan if one is None else one.value for one in answers]


def linearised(pairs: Sequence[tuple[float, float]]) -> list[float]:
    """Return linearised values of ratios, part and whole, NaN where one of the two is not known.

    Where there is nothing to divide by in any run all are infinite, or unknown, as the ratio of the sums is.
    """
    part, whole = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    known = ~np.isnan(part + whole)
    if not known.any():
        return [math.nan] * len(part)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = part[known].sum() / (whole[known].sum() + 0.0)
        values = np.full(len(part), ratio)
        if math.isfinite(ratio) and known.sum() > 1:
            values += (part - ratio * whole) / whole[known].mean()
    found: list[float] = np.where(known, values, math.nan).tolist()
    return found
