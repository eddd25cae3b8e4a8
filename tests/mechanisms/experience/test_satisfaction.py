"""Satisfaction: performance and what was expected of it, by hand."""

import numpy as np
import pytest

from simulator.mechanisms.experience.satisfaction import satisfaction


def test_falling_short_weighs_more_than_going_beyond() -> None:
    """S = y where all comes as expected; half of what is beyond is added, all that is missing taken off."""
    found = satisfaction(np.full(3, 0.5), np.array([0.5, 0.3, 0.7]), 0.5, 1.0)

    assert found.tolist() == pytest.approx([0.5, 0.6, 0.3])


def test_it_ends_at_nothing_and_at_all() -> None:
    """Held within 0 and 1, though a unit be better than can be had, or worse than useless."""
    assert satisfaction(np.array([1.4, -0.2, 0.1]), np.array([0.5, 0.9, 0.9]), 0.5, 1.0).tolist() == [1, 0, 0]
