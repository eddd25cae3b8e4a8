"""Agreement of a text with what was measured: numbers within the text's own interval, words exactly."""

import pytest

from experiments.numbers_in_texts.agreement import disagreements

MEASURED = "- units sold: lower by 41.0 ± 3.0 units - fill rate: 86.1 ± 1.2 % (8 seeds)"


@pytest.mark.parametrize(
    "text",
    [
        MEASURED,
        MEASURED.replace("41.0", "43.9"),  # within ± 3
        MEASURED.replace("86.1 ± 1.2", "85.0 ± 1.1"),
        MEASURED.replace(" - fill", "\n  - fill"),  # lines may break anywhere
    ],
)
def test_a_number_may_lie_anywhere_in_its_own_interval(text: str) -> None:
    """|text − measured| ≤ the ± that stands in the text."""
    assert disagreements(text, MEASURED) == []


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("41.0", "45.0"),  # outside ± 3
        ("86.1", "8.61"),
        ("lower", "higher"),
        ("lower by 41.0 ± 3.0 units", "no difference can be told (−1.0 ± 3.0 units)"),
        ("± 3.0", "± 30"),  # an interval ten times as wide says something else
        ("± 3.0", "± 0.3"),
        (" ± 1.2", ""),
        ("8 seeds", "80 seeds"),
    ],
)
def test_what_lies_outside_is_told(was: str, says: str) -> None:
    """A number outside its interval, another sign, another precision: each is a disagreement."""
    assert disagreements(MEASURED.replace(was, says), MEASURED)
