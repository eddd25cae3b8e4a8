"""Shared shock: the law of a positive stable variable, the Gumbel that it makes, and the edges."""

import math

import numpy as np
import pytest

from simulator.base.keyed_random import KeyedRandom, uniform
from simulator.base.numerics.portable import gumbel
from simulator.base.numerics.sine import sine_of_half_turns
from simulator.mechanisms.choice.shared_shock import shared_shock

DRAWS = 200_000
EULER = 0.5772156649


def ranks(purpose: str) -> np.ndarray:
    """Return keyed ranks in (0, 1)."""
    return uniform(KeyedRandom(20261128).words(purpose, 1, np.arange(DRAWS)))


@pytest.mark.parametrize("unlike", [0.9, 0.5, 0.2, 0.05])
def test_its_laplace_transform_is_that_of_a_positive_stable_variable(unlike: float) -> None:
    """E exp(−t S) = exp(−t^λ), S = e^{ζ/λ}: what makes ζ + λε a Gumbel."""
    stable = np.exp(shared_shock(ranks("angle"), ranks("size"), unlike) / unlike)

    for t in (0.3, 1.0, 3.0):
        seen = np.exp(-t * stable)
        assert abs(seen.mean() - math.exp(-(t**unlike))) < 4 * seen.std() / math.sqrt(DRAWS)


@pytest.mark.parametrize("unlike", [0.9, 0.5, 0.2, 0.05])
def test_with_an_offer_s_own_luck_it_is_a_gumbel_again(unlike: float) -> None:
    """Mean (1 − λ) γ and variance π²/6 (1 − λ²) are its own; the sum has the Gumbel's quantiles."""
    shared = shared_shock(ranks("angle"), ranks("size"), unlike)
    whole = shared + unlike * gumbel(ranks("own"))

    error = shared.std() / math.sqrt(DRAWS)
    assert abs(shared.mean() - (1 - unlike) * EULER) < 4 * error
    assert shared.var() == pytest.approx(math.pi**2 / 6 * (1 - unlike**2), rel=0.02)
    for rank in (0.1, 0.5, 0.9):
        assert np.mean(whole <= -math.log(-math.log(rank))) == pytest.approx(rank, abs=0.005)


def test_a_number_and_a_column_have_the_same_bits() -> None:
    """Both ways of keeping customers draw the same luck."""
    angle, size = ranks("angle")[:500], ranks("size")[:500]
    for unlike in (1e-6, 0.05, 0.5, 0.999):
        column = shared_shock(angle, size, unlike)
        numbers = [shared_shock(a, b, unlike) for a, b in zip(angle.tolist(), size.tolist(), strict=True)]
        assert column.tolist() == numbers
        assert np.isfinite(column).all()


def test_at_the_ends_of_the_ranks_it_is_finite() -> None:
    """The least and the highest rank that there are."""
    ends = [2.0**-53, 1.0 - 2.0**-53]
    assert all(
        math.isfinite(shared_shock(angle, size, unlike))
        for angle in ends
        for size in ends
        for unlike in (1e-6, 0.5, 1.0 - 1e-12)
    )


def test_the_sine_is_the_sine() -> None:
    """Within a few units in the last place of the library's own, near the ends too."""
    turns = np.concatenate([ranks("turns")[:5000], np.logspace(-300, -1, 200)])
    near = np.minimum(turns, 1.0 - turns)  # the library's own suffers from rounding near π
    assert np.allclose(sine_of_half_turns(turns), np.sin(np.pi * near), rtol=2e-15, atol=0)
    assert [sine_of_half_turns(float(x)) for x in turns[:500]] == sine_of_half_turns(turns[:500]).tolist()
    assert sine_of_half_turns(0.0) == sine_of_half_turns(1.0) == 0.0
    assert math.isnan(sine_of_half_turns(math.nan))
