"""Statements: a sign or a winner is said only where the interval excludes zero (a ratio: one)."""

import pytest

from experiments.numbers_in_texts.questions import Line, Row
from experiments.numbers_in_texts.statements import statement

ONE, OTHER, THIRD = (Row(name, "units_sold") for name in ("one", "other", "third"))


def said(form: str, one: list[float], other: list[float], *third: list[float]) -> str:
    """Return what is said of two or three plays."""
    values = dict(zip((ONE, OTHER, THIRD), (one, other, *third), strict=False))
    return statement(Line("units", form, tuple(values), "units"), values)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ([1.0, 2.0, 3.0], "higher by 10"),
        ([21.0, 22.0, 23.0], "lower by 10"),
        ([11.0, 12.0, 13.0], "the same in every run"),
        ([8.0, 17.0, 11.0], "no difference can be told"),  # −3, 5, −2: 0 ± 11
    ],
)
def test_a_difference_has_a_sign_where_its_interval_has_one(other: list[float], words: str) -> None:
    """Paired, seed by seed: 11, 12, 13 against others."""
    assert said("difference", [11.0, 12.0, 13.0], other).startswith(words)


def test_a_ratio_is_told_apart_from_one() -> None:
    """2, 2.1, 1.9 times is more; 0.5, 1, 1.5 times is nothing that can be told."""
    assert said("ratio", [20.0, 21.0, 19.0], [10.0, 10.0, 10.0]) == "2.00 ± 0.25 times as much"
    assert said("ratio", [5.0, 10.0, 15.0], [10.0, 10.0, 10.0]).startswith("no difference can be told (1.0 ")


def test_a_winner_is_ahead_of_the_next_in_every_luck() -> None:
    """The first by its mean wins only if it is ahead of the second by more than luck."""
    second, last = [10.0, 11.0, 12.0], [1.0, 1.0, 1.0]

    assert said("most", [20.0, 21.0, 22.0], second, last) == "one, 10.0 units from the next, other"
    assert said("least", [20.0, 21.0, 22.0], second, last).startswith("third, 10.0 ± 2.5 units from the next")
    assert said("most", [9.0, 14.0, 11.0], second, last) == "no winner can be told of one and other"
