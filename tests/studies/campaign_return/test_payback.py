"""Payback: the week from which a path stays above zero, and the interval of it."""

import math

import numpy as np
import pytest

from simulator.studies.campaign_return.payback import payback, weeks_below
from simulator.studies.runs.time_path import TimePath

STEP = 0.005


def path(*runs: list[float]) -> TimePath:
    """Return a path of some runs, from week 1."""
    return TimePath(np.arange(1, len(runs[0]) + 1), np.array(runs, dtype=np.float64))


@pytest.mark.parametrize(
    ("so_far", "weeks"),
    [
        ([-3.0, -1.0, 2.0, 2.0], 3.0),
        ([-3.0, 1.0, -1.0, 2.0], 4.0),
        ([-3.0, 1.0, 2.0, -1.0], math.inf),
        ([-3.0, -2.0, 0.0, 0.0], 3.0),
        ([1.0, 1.0, 1.0, 1.0], 1.0),
        ([-3.0, -2.0, -1e-9, -1e-9], 3.0),
    ],
)
def test_it_is_the_week_from_which_nothing_is_owed_any_more(so_far: list[float], weeks: float) -> None:
    """For good: a week above zero before another below it is no payback; rounding is none either."""
    assert weeks_below(np.array(so_far), STEP) == weeks


def test_weeks_count_from_the_first_one_of_the_campaign() -> None:
    """It begins in the third week of the run, and is paid back in the fifth."""
    assert payback(path([0.0, 0.0, -5.0, -1.0, 4.0]), 3, STEP).weeks == 3.0


def test_its_interval_is_that_of_the_path() -> None:
    """Of 1 ± 12.7 · .5 the lower end is below zero to the end; of 40 it is not."""
    found = payback(path([-5.0, 0.5, 40.0], [-5.0, 1.5, 40.0]), 1, STEP)

    assert (found.weeks, found.low, found.high) == (2.0, 2.0, 3.0)
    assert (found.in_time.mean, found.in_time.n) == (1.0, 2)


def test_one_seed_tells_no_interval_and_a_missing_one_is_left_out() -> None:
    """A run that failed is no run that is not paid back."""
    found = payback(path([-5.0, 5.0], [math.nan, math.nan]), 1, STEP)

    assert found.weeks == 2.0
    assert math.isnan(found.low)
    assert (found.in_time.mean, found.in_time.n) == (1.0, 1)
