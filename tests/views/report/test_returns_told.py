"""Returns in a report: told where there are any, and nowhere else."""

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.runs.questions import REPORTED
from simulator.views.report import content
from tests.worlds.returned import returning_shop


@pytest.mark.parametrize(("variability", "is_told"), [(1.0, True), (0.0, False)])
def test_what_comes_back_is_told_where_anything_does(variability: float, is_told: bool) -> None:
    """In the main table, its share and its cost."""
    shops = [
        returning_shop({"refund": refund}, {}, {"variability": variability}, name=f"{refund}", weeks=4)
        for refund in (1.0, 0.9)
    ]
    told = " ".join(row["name"] for row in content.table(compare(shops, seeds=2, metrics=REPORTED)))

    assert "units sold" in told
    assert ("return rate" in told) == ("cost of returns" in told) == is_told
