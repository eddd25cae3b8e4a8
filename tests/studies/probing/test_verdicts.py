"""Verdicts: in which words a value is told beside what was published."""

import math

import pytest

from simulator.studies.probing.figure import Published
from simulator.studies.probing.probe_findings import UNKNOWN, Finding
from simulator.studies.runs.statistics import Estimate

RANGE = Published("1 to 5", "Somebody (1999)", 1.0, 5.0)


@pytest.mark.parametrize(
    ("mean", "half", "words", "is_outside"),
    [
        (3.0, 1.0, "within what was published (1 to 5)", False),
        (5.0, 0.0, "within what was published (1 to 5)", False),
        (4.5, 1.0, "within what was published (1 to 5); its interval reaches out", False),
        (5.5, 1.0, "OUTSIDE, above what was published (1 to 5); its interval reaches in", True),
        (0.5, 0.2, "OUTSIDE, below what was published (1 to 5)", True),
        (9.0, math.nan, "OUTSIDE, above what was published (1 to 5)", True),
        (math.inf, math.nan, "OUTSIDE, above what was published (1 to 5)", True),
    ],
)
def test_a_value_beside_a_range(mean: float, half: float, words: str, *, is_outside: bool) -> None:
    """Within, outside and on which side, and whether the interval says otherwise."""
    found = Finding("f", "", Estimate(mean, mean - half, mean + half, 3, 3), "", RANGE, "played")

    assert found.verdict == words
    assert found.is_outside is is_outside


def test_without_a_range_or_a_value() -> None:
    """What is known instead of a range; and why there is no number, which is never outside."""
    alone = Finding("f", "", Estimate(9.0, 9.0, 9.0, 1, 1), "", Published("no published range"), "played")
    missing = Finding("f", "", UNKNOWN, "", RANGE, "played", "nothing was sold")

    assert (alone.verdict, alone.is_outside) == ("no published range", False)
    assert (missing.verdict, missing.is_outside) == ("cannot be told: nothing was sold", False)
