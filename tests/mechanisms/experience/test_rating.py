"""Rating: the running mean beside its prior, by hand."""

import numpy as np
import pytest

from simulator.mechanisms.experience.rating import rating


def test_few_reviews_move_it_little_and_many_are_all_that_counts() -> None:
    """The prior without any; half-way after as many as it counts for; their mean in the end."""
    reviews = np.array([0.0, 5.0, 5e9])

    assert rating(0.2 * reviews, reviews, 0.6, 5.0).tolist() == pytest.approx([0.6, 0.4, 0.2], abs=1e-8)


def test_it_is_the_mean_of_reviews_and_of_imagined_ones() -> None:
    """As if m people had reviewed with the prior before."""
    satisfaction = np.array([0.1, 0.9, 0.4, 0.4])
    imagined = np.append(satisfaction, np.full(3, 0.7))

    assert rating(satisfaction.sum(), np.float64(4), 0.7, 3.0) == pytest.approx(imagined.mean())
