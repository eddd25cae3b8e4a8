"""Statistics: intervals that cover, pairing that saves, and nothing said that cannot be told."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulator.studies.runs.statistics import interval, paired

NAN = float("nan")
numbers = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


def test_the_interval_is_students():
    """Known answer: mean 3, sd √2.5, t(4, .975) = 2.776."""
    estimate = interval([1.0, 2.0, 3.0, 4.0, 5.0])

    assert estimate.mean == 3.0
    assert estimate.half == pytest.approx(2.7764451052 * math.sqrt(2.5 / 5))
    low, high = stats.t.interval(0.95, 4, loc=3.0, scale=stats.sem([1, 2, 3, 4, 5]))
    assert (estimate.low, estimate.high) == pytest.approx((low, high))


def test_the_interval_covers():
    """Of 4000 intervals of 5 normal numbers, 95 % hold the true mean."""
    rng = np.random.default_rng(1)
    hits = sum(
        estimate.low <= 10 <= estimate.high
        for estimate in (interval(rng.normal(10, 3, 5)) for _ in range(4000))
    )

    assert abs(hits / 4000 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 4000)


def test_the_paired_interval_covers_where_luck_is_shared():
    """Of 4000 paired intervals, 95 % hold the true difference, however much luck is shared."""
    rng = np.random.default_rng(2)
    hits = 0
    for _ in range(4000):
        shared = rng.normal(0, 50, 6)
        difference = paired(shared + rng.normal(0, 1, 6), shared + 2 + rng.normal(0, 1, 6)).difference
        hits += difference.low <= 2 <= difference.high

    assert abs(hits / 4000 - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 4000)


@given(numbers, st.integers(0, 2**32))
def test_the_p_value_is_that_of_the_paired_t_test(values, seed):
    """Our p-value is scipy's ttest_rel."""
    others = values + np.random.default_rng(seed).normal(1, 2, len(values))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = stats.ttest_rel(others, values).pvalue
    pair = paired(values, others)

    if not pair.is_constant:
        assert pair.p == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(numbers)
def test_the_interval_is_symmetric_and_holds_the_mean(values):
    """The mean stands in the middle of its interval."""
    estimate = interval(values)

    assert estimate.low <= estimate.mean <= estimate.high
    assert estimate.high - estimate.mean == pytest.approx(estimate.mean - estimate.low, abs=1e-6)


def test_what_pairing_saves_is_the_ratio_of_variances():
    """Known answer: var a = 1, var b = 4, differences 1, 2, 3 vary by 1: five times as many runs."""
    pair = paired([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])

    assert pair.difference.mean == 2.0
    assert pair.saved == pytest.approx((1 + 4) / 1)


def test_pairing_independent_luck_saves_nothing():
    """With independent runs the ratio is one, in the long run."""
    rng = np.random.default_rng(3)

    assert paired(rng.normal(size=100_000), rng.normal(size=100_000)).saved == pytest.approx(1, abs=0.02)


def test_shared_luck_saves_as_much_as_the_correlation_says():
    """With equal variances the ratio is 1 / (1 − ρ); here ρ = .95."""
    rng = np.random.default_rng(4)
    shared = rng.normal(0, math.sqrt(19), 100_000)
    pair = paired(shared + rng.normal(size=100_000), shared + rng.normal(size=100_000))

    assert pair.saved == pytest.approx(20, rel=0.03)


def test_what_is_not_known_is_left_out_by_pairs_and_counted():
    """A pair of which one is missing is no pair."""
    pair = paired([1.0, NAN, 3.0, 4.0], [2.0, 5.0, NAN, 6.0])

    assert (pair.difference.n, pair.difference.of) == (2, 4)
    assert pair.difference.mean == 1.5
    assert interval([1.0, NAN, 3.0]).n == 2


INF = float("inf")


@pytest.mark.parametrize(
    ("values", "mean", "n"),
    [
        ([1.0, INF, 3.0], INF, 3),
        ([-INF, 2.0], -INF, 2),
        ([INF], INF, 1),
        ([INF, -INF], NAN, 2),
        ([INF, NAN], INF, 1),
    ],
)
def test_a_mean_over_an_infinity_is_infinite(values, mean, n):
    """It is not the mean of the other runs, and it has no interval."""
    estimate = interval(values)

    assert estimate.mean == pytest.approx(mean, nan_ok=True)
    assert (estimate.n, estimate.of) == (n, len(values))
    assert math.isnan(estimate.half)
    assert not estimate.tells_a_difference


def test_a_difference_to_an_infinity_is_infinite_and_between_two_unknown():
    """∞ − 1 = ∞; ∞ − ∞ tells nothing, and is no pair. No warning is given."""
    pair = paired([1.0, INF, 2.0], [INF, INF, 3.0])

    assert pair.difference.mean == INF
    assert (pair.difference.n, pair.difference.of) == (2, 3)
    assert math.isnan(pair.p)
    assert math.isnan(pair.saved)
    assert not pair.is_constant


@pytest.mark.parametrize("values", [[], [NAN], [NAN, NAN]])
def test_of_nothing_nothing_is_told(values):
    """Without a value everything is NaN, and no warning is given."""
    estimate = interval(values)

    assert estimate.n == 0
    assert all(math.isnan(number) for number in (estimate.mean, estimate.low, estimate.half))
    assert not estimate.tells_a_difference


def test_one_value_has_a_mean_and_no_interval():
    """One run says nothing of luck."""
    pair = paired([1.0], [3.0])

    assert pair.difference.mean == 2.0
    assert math.isnan(pair.difference.half)
    assert math.isnan(pair.p)
    assert math.isnan(pair.saved)
    assert not pair.difference.tells_a_difference
    assert not pair.is_constant


def test_a_constant_difference_is_exact_and_saves_without_end():
    """Equal differences: an interval of no width, p = 0, an infinite saving, no division by zero."""
    pair = paired([0.1, 0.2, 0.7], [0.4, 0.5, 1.0])

    assert pair.is_constant
    assert pair.difference.half == 0
    assert pair.difference.mean == pytest.approx(0.3)
    assert pair.p == 0
    assert pair.saved == math.inf


def test_the_same_numbers_twice_differ_in_nothing():
    """No difference at all: zero, p = 1; of two constants nothing can be saved."""
    pair = paired([0.1, 0.5], [0.1, 0.5])

    assert (pair.difference.mean, pair.difference.half, pair.p) == (0.0, 0.0, 1.0)
    assert pair.saved == math.inf
    assert math.isnan(paired([0.0, 0.0], [0.0, 0.0]).saved)
    assert math.isnan(paired([1.0, 1.0], [3.0, 3.0]).saved)


def test_rounding_is_no_difference():
    """What differs in the last bit of the numbers it was made of does not differ."""
    pair = paired([0.3, 0.1 + 0.2, 0.3], [0.1 + 0.2, 0.3, 0.3])

    assert pair.difference.mean == 0.0
    assert pair.is_constant
