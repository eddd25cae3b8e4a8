"""Payback: after how many weeks what a campaign brought has covered what it cost, for good.

    payback = least n: Σ over its first n weeks, and over any more of them, of what is left more with it ≥ 0

of the mean over seeds; its interval has the weeks in which the upper and the lower end of the 95 % interval
of the mean do the same, week by week. A path that is below zero at the end of the run is not paid back in
it: infinite. Undiscounted.

Source: payback period, Brealey, Myers and Allen (2019), Principles of Corporate Finance, ch. 5
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.studies.runs.statistics import Estimate, share_interval
from simulator.studies.runs.time_path import TimePath


class Payback(NamedTuple):
    """Weeks until a campaign is paid back, and the share of runs in which it is before they end."""

    weeks: float
    """Of the mean over seeds; infinite: not in the run [weeks]."""
    low: float
    high: float
    """Ends of the interval of the mean; unknown from one seed [weeks]."""
    in_time: Estimate
    """In what share of the runs it is paid back by their end [share]."""


def payback(so_far: TimePath, first: int, least: float) -> Payback:
    """Return the payback of a campaign that begins in a week, from what it has left so far [currency].

    What is nearer to zero than *least* is rounding.
    """
    after = so_far.weeks >= first
    path = TimePath(so_far.weeks[after], so_far.values[:, after])
    ended = path.values[~np.isnan(path.values).any(axis=1)]
    low, high = (
        (weeks_below(end, least) for end in (path.high, path.low)) if len(ended) > 1 else (math.nan, math.nan)
    )
    hits = sum(math.isfinite(weeks_below(run, least)) for run in ended)
    return Payback(weeks_below(path.mean, least), low, high, share_interval(hits, len(ended)))


def weeks_below(path: NDArray[np.float64], least: float = 0.0) -> float:
    """Return at the end of which week, from 1, a path is no more below zero for good; infinite: never.

    >>> weeks_below(np.array([-5.0, -2.0, 1.0, 3.0])), weeks_below(np.array([-5.0, 1.0, -2.0]))
    (3.0, inf)
    >>> weeks_below(np.array([0.0, 2.0]))
    1.0
    """
    below = np.flatnonzero(path < -least)
    last = int(below[-1]) + 1 if len(below) else 0
    return last + 1.0 if last < len(path) else math.inf
