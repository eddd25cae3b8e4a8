"""Returns and repairs in a report: told where there are any, and nowhere else."""

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.runs.questions import REPORTED
from simulator.views.report import content
from tests.worlds.returned import returning_shop


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("variability", "is_told"), [(1.0, True), (0.0, False)])
def test_what_comes_back_is_told_where_anything_does(variability: float, is_told: bool) -> None:
    """In the main table: its share and its cost, what fails, and how long it is away."""
    lamp = {"variability": variability, "failure_rate": 0.1 * variability}
    shops = [
        returning_shop({"refund": refund}, {}, lamp, name=f"{refund}", weeks=4, warranties=[{}])
        for refund in (1.0, 0.9)
    ]
    told = " ".join(row["name"] for row in content.table(compare(shops, seeds=2, metrics=REPORTED)))

    assert "units sold" in told
    for name in ("return rate", "cost of returns", "claim rate", "failure rate", "weeks in repair"):
        assert (name in told) == is_told
