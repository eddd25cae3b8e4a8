"""Outlets alike, in the espresso world: the two figures that the defaults of choice answer to."""

import pytest

from experiments.outlets_alike import BESIDE, clones, elasticity


@pytest.mark.nightly
def test_twelve_outlets_alike_sell_hardly_more_than_one() -> None:
    """At most 1.15 times, tastes and advice and all; where each offer has luck of its own, twice as much."""
    assert 1.0 <= clones(1, alike=True) <= 1.15
    assert clones(1, alike=False) > 1.8


@pytest.mark.nightly
def test_an_outlet_among_many_is_as_sensitive_to_price_as_was_measured() -> None:
    """Near −2 alone, −6 to −10 beside ten alike; in the flat logit it is less than that."""
    assert -3.0 < elasticity(1, 2, alike=True) < -1.5
    assert -10.0 < elasticity(BESIDE, 2, alike=True) < -6.0
    assert elasticity(BESIDE, 2, alike=False) > -6.0
