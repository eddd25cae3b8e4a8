"""Units: shares of amounts are rounded half to even."""

from fractions import Fraction

from simulator.domain.units import share_of
from tests.draws import DRAW


def test_shares_are_rounded_half_to_even() -> None:
    """share_of(amount, bp/10⁴) is the exact fraction, rounded once; halves go to the even step."""
    amounts = [int(n) for n in DRAW.integers(0, 10**9, 2000)]
    rates = [int(n) for n in DRAW.integers(0, 10_001, 2000)]
    ties = [(2 * n + 1, 5_000) for n in amounts[:200]]
    ties += [(4 * n + 2, 2_500) for n in amounts[:200]] + [(8 * n + 4, 1_250) for n in amounts[:200]]
    for amount, points in [*zip(amounts, rates, strict=True), *ties]:
        exact = Fraction(amount * points, 10_000)

        assert share_of(amount, points / 10_000) == round(exact)
    assert all(Fraction(amount * points, 10_000).denominator == 2 for amount, points in ties)
