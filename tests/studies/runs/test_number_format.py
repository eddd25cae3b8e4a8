"""Wording: as exact as the interval allows, in the house's signs."""

import pytest

from simulator.studies.runs.number_format import figure, mean_and_half_width, times, unit_label
from simulator.studies.runs.statistics import Estimate

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "unit", "half", "told"),
    [
        (0.6123, "share", 0.0084, "61.23"),
        (0.6123, "share", NAN, "61.2"),
        (1234567.8, "EUR", 2345.0, "1,234,568"),
        (-0.00001, "index", 0.02, "0.000"),
        (0.0, "units", 0.0, "0"),
        (NAN, "units", NAN, "—"),
        (12.0, "units", 0.0, "12.0"),
        (-3.25, "units", 1.0, "−3.2"),
    ],
)
def test_a_number_shows_two_figures_of_its_interval(value, unit, half, told):
    """No digit is shown that the interval makes meaningless."""
    assert figure(value, unit, half) == told


def test_a_difference_has_a_sign_and_its_interval():
    """Plus and minus are shown, zero has none."""
    assert mean_and_half_width(Estimate(0.123, 0.119, 0.127, 9, 10), "share", sign=True) == "+12.30 ± 0.40"
    assert mean_and_half_width(Estimate(-2.0, -2.0, -2.0, 9, 10), "EUR", sign=True) == "−2.00"
    assert mean_and_half_width(Estimate(0.0, 0.0, 0.0, 9, 10), "EUR", sign=True) == "0"
    assert mean_and_half_width(Estimate(5.0, NAN, NAN, 1, 10), "EUR") == "5.00"


def test_shares_are_in_per_cent_and_their_differences_in_points():
    """A change from 10 % to 12 % is 2 % points."""
    assert unit_label("share") == "%"
    assert unit_label("share", difference=True) == "% points"
    assert unit_label("EUR", difference=True) == "EUR"


def test_savings_are_multiples():
    """As many runs as unpaired comparison would need."""
    assert [times(one) for one in (0.95, 9.96, 41.2, 12345.0)] == ["0.9×", "10×", "41×", "12,345×"]
