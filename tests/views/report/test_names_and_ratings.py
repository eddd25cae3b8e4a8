"""Brand equity and ratings in a report: told and drawn where a scenario keeps them, and nowhere else."""

from pathlib import Path

import pytest

from simulator.studies.comparison.compare import compare
from tests.worlds.small import small_scenario, small_world

NEEDS = {"light": {"per_year": 20}}
FEW = {
    "weeks": 5,
    "events": [],
    "campaigns": [],
    "segments": {name: {**one, "needs": NEEDS} for name, one in small_world()["segments"].items()},
}
KEPT = {"initial_adstock": 2.0, "equity": {}, "reviews": {"chance": 1.0}}


@pytest.mark.parametrize("kept", [True, False])
def test_a_report_tells_them_where_a_scenario_keeps_them(kept: bool, tmp_path: Path) -> None:
    """One of two scenarios is enough; else neither line nor picture is there."""
    off = small_scenario(name="off", **FEW)
    one = small_scenario(name="on", **FEW, response=KEPT) if kept else off.changed(name="on")
    page = compare([off, one], seeds=2).report(tmp_path / "page.html", assumptions=0)
    text = Path(page).read_text(encoding="utf-8")

    assert ("<td>brand equity" in text) == ("<td>rating" in text) == kept
    assert ("how its products are rated" in text) == kept
