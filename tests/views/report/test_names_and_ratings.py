"""Brand equity and ratings in a report: told and drawn where a scenario keeps them, and nowhere else."""

from pathlib import Path

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.runs.questions import REPORTED
from simulator.views.pictures.names_and_ratings import has_names_or_ratings
from simulator.views.report import content
from tests.views.report.told import RATED
from tests.worlds.small import small_scenario


@pytest.mark.parametrize(("which", "kept"), [("page", True), ("plain_page", False)])
def test_a_report_tells_them_where_scenarios_keep_them(
    which: str, kept: bool, request: pytest.FixtureRequest
) -> None:
    """Else neither line nor picture is there."""
    page: Path = request.getfixturevalue(which)
    text = page.read_text(encoding="utf-8")

    assert ("<td>brand equity" in text) == ("<td>rating" in text) == kept
    assert ("how its products are rated" in text) == kept


@pytest.mark.parametrize("kept", [True, False])
def test_one_of_two_scenarios_is_enough(kept: bool) -> None:
    """Its lines stand in the table, and there is a picture."""
    off = small_scenario(name="off", weeks=5, customers=60, events=[], campaigns=[])
    one = off.changed(name="on", **({"response": RATED} if kept else {}))
    both = compare([off, one], seeds=1, metrics=REPORTED)
    told = [row["name"] for row in content.table(both)]

    for name in ("brand equity", "rating"):
        assert any(row.startswith(name) for row in told) == kept
    assert has_names_or_ratings(both.runs) == kept
