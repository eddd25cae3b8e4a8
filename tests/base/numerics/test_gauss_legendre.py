"""Gauss–Legendre against the integrals that it finds exactly."""

import pytest

from simulator.base.numerics.gauss_legendre import TEN_PLACES, TEN_WEIGHTS


@pytest.mark.parametrize("degree", range(20))
def test_polynomials_up_to_degree_nineteen_are_exact(degree: int) -> None:
    """∫₀¹ x^d dx = 1 / (d + 1)."""
    found = sum(weight * place**degree for place, weight in zip(TEN_PLACES, TEN_WEIGHTS, strict=True))
    assert found == pytest.approx(1 / (degree + 1), rel=1e-13)


def test_degree_twenty_is_not() -> None:
    """Ten places find no more."""
    found = sum(weight * place**20 for place, weight in zip(TEN_PLACES, TEN_WEIGHTS, strict=True))
    assert abs(found - 1 / 21) > 1e-13
