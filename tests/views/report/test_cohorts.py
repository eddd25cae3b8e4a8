"""Cohorts in a report: told where all scenarios keep them; owners where something lasts; else neither."""

from pathlib import Path

import numpy as np
import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.questions import COHORT_QUESTIONS, OWNER_QUESTIONS, REPORTED, reported_of
from simulator.views.pictures.customers_kept import customers_kept, has_customers_kept, retention_path
from simulator.views.report.cohorts import COHORT_HEADS, cohort_table
from tests.worlds.one_product import market

PAID = {"subscription": {"period_weeks": 4, "compares": 0.0}}
LEAVING = {"per_year": 52, "leaving": {"alpha": 1.0, "beta": 1.0}}
KEPT = market(24, 60, LEAVING, PAID, cohorts=True)


def pair(**changes: object) -> Comparison:
    """Return the comparison of a shop that keeps cohorts with one that is changed, as a report asks."""
    both = [KEPT.changed(name="kept"), KEPT.changed(name="other", **changes)]
    return compare(both, seeds=2, metrics=reported_of(both))


def test_cohorts_are_asked_where_all_keep_them_and_owners_where_something_lasts() -> None:
    """By what the scenarios say."""
    plain = market(4, 10, {"per_year": 5})

    assert reported_of([plain, plain]) == REPORTED
    assert reported_of([KEPT, KEPT]) == (*REPORTED, *COHORT_QUESTIONS, *OWNER_QUESTIONS)
    assert reported_of([KEPT, plain]) == (*REPORTED, *OWNER_QUESTIONS)


def test_each_scenario_has_a_row_for_all_and_one_for_each_kind_that_acquires() -> None:
    """What the table says is what the metrics say."""
    comparison = pair(distribution=KEPT.distribution)
    rows = cohort_table(comparison)

    assert [row[:2] for row in rows] == [[name, by] for name in ("kept", "other") for by in ("all", "dealer")]
    assert all(len(row) == len(COHORT_HEADS) for row in rows)
    assert rows[0][2] == rows[1][2] == "60.0"
    assert rows[0][2:] == rows[1][2:]


def test_half_of_subscribers_leave_at_once_and_ever_fewer_later() -> None:
    """Of uniform chances of leaving a share of 1 / (1 + k) is there after k periods."""
    comparison = pair(customers=2000)
    path = retention_path(comparison.runs, "other")

    assert path.weeks.tolist() == list(range(0, 13, 4))
    expected = 1.0 / (1.0 + np.arange(4))
    assert np.abs(path.mean - expected).max() < 4.5 * np.sqrt(0.25 / 4000)


@pytest.mark.parametrize("cohorts", [True, False])
def test_a_report_tells_them(cohorts: bool, tmp_path: Path) -> None:
    """In a table and a picture."""
    comparison = pair(cohorts=cohorts, promotions=[])
    text = Path(comparison.report(tmp_path / "page.html", assumptions=0)).read_text(encoding="utf-8")

    assert ("by the kind of outlet that acquired them" in text) == cohorts
    assert ("by how long they have been customers" in text) == cohorts
    assert "products in use, added up" in text  # owners are there in both
    assert len(customers_kept(comparison.runs).axes) == 1 + cohorts


def test_nothing_is_drawn_where_neither_was_asked() -> None:
    """An empty picture, for a notebook that asks for it."""
    runs = compare([KEPT, KEPT.changed(weeks=8, name="short")], seeds=1, metrics=["units_sold"]).runs

    assert not has_customers_kept(runs)
    assert not customers_kept(runs).axes[0].lines
