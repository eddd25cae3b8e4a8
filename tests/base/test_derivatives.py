"""Jets: what they carry are the derivatives, and arithmetic on them is arithmetic on functions."""

from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial import Polynomial

from simulator.base.derivatives import Jet

polynomials = st.lists(st.floats(-5, 5), min_size=1, max_size=5).map(Polynomial)
ORDER = 4


def jet(function: Polynomial, at: float) -> Jet:
    """Return a polynomial's jet at a point, by its own derivatives."""
    derivatives = [function.deriv(n)(at) if n else function(at) for n in range(ORDER + 1)]
    return Jet(tuple(float(value) / factorial(n) for n, value in enumerate(derivatives)))


@given(f=polynomials, g=polynomials, at=st.floats(-2, 2), factor=st.floats(-3, 3))
def test_arithmetic_on_jets_is_arithmetic_on_functions(
    f: Polynomial, g: Polynomial, at: float, factor: float
) -> None:
    """Sums, differences, products and derivatives have the jets of the sum, the difference and so on."""
    one, other = jet(f, at), jet(g, at)
    for found, meant in (
        (one + other, f + g),
        (one - other, f - g),
        (one * other, f * g),
        (one.scaled(factor), f * factor),
    ):
        assert found.terms == pytest.approx(jet(meant, at).terms, rel=1e-9, abs=1e-6)
    assert one.derivative().terms == pytest.approx(jet(f.deriv(), at).terms[:ORDER], rel=1e-9, abs=1e-6)


@given(f=polynomials, g=polynomials, at=st.floats(-2, 2))
def test_a_quotient_times_the_divisor_is_the_dividend(f: Polynomial, g: Polynomial, at: float) -> None:
    """Where g is not near nought, f / g · g = f."""
    divisor = jet(g, at) + jet(Polynomial([200.0]), at)
    assert (jet(f, at) / divisor * divisor).terms == pytest.approx(jet(f, at).terms, rel=1e-7, abs=1e-5)


@given(f=polynomials, at=st.floats(-2, 2), whole=st.integers(0, 4), part=st.floats(0.1, 0.9))
def test_powers_are_repeated_products_and_multiply_by_adding(
    f: Polynomial, at: float, whole: int, part: float
) -> None:
    """Above nought fⁿ is f · … · f, and fᵃ · f¹⁻ᵃ is f."""
    base = jet(f, at) + jet(Polynomial([200.0]), at)
    product = base.constant(1.0)
    for _ in range(whole):
        product = product * base

    assert base.power(float(whole)).terms == pytest.approx(product.terms, rel=1e-9, abs=1e-9)
    assert (base.power(part) * base.power(1 - part)).terms == pytest.approx(base.terms, rel=1e-7, abs=1e-7)


@given(rate=st.floats(-2, 2), value=st.floats(-5, 5))
def test_growth_is_its_own_derivative(rate: float, value: float) -> None:
    """The derivative of v e^(r h) is r times it, coefficient by coefficient."""
    grown = Jet.variable(0.0, ORDER).growing(value, rate)

    assert grown.derivative().terms == pytest.approx(grown.scaled(rate).terms[:ORDER])
