"""When a lie pays: where few read reviews, and not where people buy often and hang on what many write."""

import pytest

from experiments.lies import PUBLISHED, STRONG, differences


@pytest.mark.nightly
def test_both_sides_of_the_line_are_there() -> None:
    """Over four years a promise of everything leaves the maker more on one side, and less on the other.

    On either, buyers are less content and fewer of them think well of it than where the truth was told.
    """
    pays = differences(1.0, 0.02, PUBLISHED, seeds=2)
    costs = differences(3.0, 0.5, STRONG, seeds=2)

    assert pays["contribution"].low > 0 > costs["contribution"].high
    assert pays["units, year 1"].mean > 0 > costs["units, year 4"].high
    for by in (pays, costs):
        assert by["satisfaction"].high < 0
        assert by["rating"].mean < 0
