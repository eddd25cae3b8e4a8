"""Laws of the portable mathematics: the errors are small, and what should rise rises."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, ndtri

from simulator.base.numerics import portable
from simulator.base.numerics.portable import Column


def ulps(got: Column, true: Column) -> float:
    """Give the largest distance in units of the last place of the true value."""
    return float(np.max(np.abs(got - true) / np.spacing(np.abs(true))))


def test_log_is_accurate() -> None:
    """Log is within 3 units in the last place from subnormals to the largest, near 1 as well."""
    draw = np.random.default_rng(16)
    magnitudes = np.exp2(draw.uniform(-1074.0, 1023.9, 50_000))
    near_one = 1.0 + np.concatenate([draw.uniform(-0.4, 0.5, 50_000), draw.normal(0.0, 1e-8, 50_000)])
    for values in (magnitudes, near_one[near_one != 1.0]):
        true = np.array([math.log(x) for x in values.tolist()])
        assert ulps(portable.log(values), true) <= 3.0


def test_exp_is_accurate() -> None:
    """Exp is within 3 units in the last place from −708 to 709.78."""
    draw = np.random.default_rng(17)
    for values in (draw.uniform(-708.0, 709.78, 100_000), draw.normal(0.0, 2.0, 100_000)):
        true = np.array([math.exp(x) for x in values.tolist()])
        assert ulps(portable.exp(values), true) <= 3.0


def test_normal_quantile_is_accurate() -> None:
    """The normal quantile is within 2e-15 relative of two independent references, far tails included."""
    draw = np.random.default_rng(18)
    ranks = np.concatenate([draw.random(50_000), np.exp(draw.uniform(-700.0, -1.0, 50_000)), [0.075, 0.925]])
    got = portable.normal_quantile(ranks)
    assert np.max(np.abs(got - ndtri(ranks)) / np.maximum(np.abs(got), 1e-3)) < 2e-15
    library = np.array([NormalDist().inv_cdf(u) for u in ranks.tolist()])
    assert np.max(np.abs(got - library) / np.maximum(np.abs(got), 1e-3)) < 2e-15


def test_gumbel_logistic_and_power_are_accurate() -> None:
    """What is composed of log and exp keeps their accuracy."""
    draw = np.random.default_rng(19)
    ranks = draw.random(50_000)
    true = np.array([-math.log(-math.log(u)) for u in ranks.tolist()])
    assert np.max(np.abs(portable.gumbel(ranks) - true)) < 3e-15
    x = draw.normal(0.0, 100.0, 50_000)
    assert np.max(np.abs(portable.logistic(x) / expit(x) - 1.0)) < 2e-15
    base, exponent = draw.uniform(0.01, 100.0, 50_000), draw.normal(0.0, 3.0, 50_000)
    true = np.array([math.pow(*pair) for pair in zip(base.tolist(), exponent.tolist(), strict=True)])
    assert np.max(np.abs(portable.power(base, exponent) / true - 1.0)) < 2e-14


def test_normal_quantile_rises() -> None:
    """A higher rank never has a lower value, across the seams at 0.075, 0.925 and exp(−25) as well."""
    seams = [
        seam + np.arange(-2000, 2000) * step for seam, step in ((0.075, 1e-15), (0.925, 1e-14), (0.5, 1e-13))
    ]
    far = math.exp(-25.0) * (1.0 + np.arange(-2000, 2000) * 1e-13)
    fine = np.linspace(1e-6, 1.0 - 1e-6, 400_000)
    for ranks in (*seams, far, 1.0 - far, fine, np.geomspace(1e-300, 0.4, 100_000)):
        assert (np.diff(portable.normal_quantile(np.sort(ranks))) >= 0.0).all()


@given(n=st.integers(0, 2**52 - 1))
def test_normal_quantile_mirrors(n: int) -> None:
    """Opposite ranks as dice give them have opposite values, to the bit."""
    u = (n + 0.5) * 2.0**-52
    assert portable.normal_quantile(1.0 - u) == -portable.normal_quantile(u)


@given(x=st.floats(-708.0, 709.0))
def test_log_undoes_exp(x: float) -> None:
    """log(exp(x)) is x, to rounding."""
    assert portable.log(portable.exp(x)) == pytest.approx(x, rel=1e-15, abs=5e-16)
