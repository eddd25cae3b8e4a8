"""Pictures that were renamed are still found under their former names, which no list shows."""

import pytest

from simulator import pictures


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("who_wins", "payoffs"),
        ("parts_of_difference", "decomposition"),
        ("street_prices", "advertised_prices"),
    ],
)
def test_a_former_name_means_the_same_picture(former: str, today: str) -> None:
    """A notebook written before the renaming goes on to draw."""
    assert getattr(pictures, former) is getattr(pictures, today)
    assert former not in dir(pictures)
