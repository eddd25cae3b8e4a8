"""Felt conflict in a report: drawn where outlets feel something, and nowhere else."""

from pathlib import Path

from simulator.studies.comparison.compare import compare
from tests.worlds.felt_conflict import world


def test_a_report_draws_it_where_outlets_feel_something(tmp_path: Path) -> None:
    """Of each scenario in which they do."""
    felt = world({}, weeks=24, customers=120)
    calm = felt.changed(name="calm", switched_off=["escalation"])
    both = compare([calm, felt], seeds=1, metrics=["units_sold", "conflict:type", "conflict:dyad"])
    page = both.asked_in_full().report(tmp_path / "page.html", assumptions=0, decompose=False)
    text = page.read_text(encoding="utf-8")

    for told in ("What outlets feel in", "How far their disputes went in"):
        assert text.count(f"{told} small world") == text.count(told) > 0
