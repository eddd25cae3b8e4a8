"""Cohorts in a report: told where all scenarios keep them; owners where something lasts; else neither."""

from pathlib import Path

import numpy as np
import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.questions import (
    COHORT_QUESTIONS,
    OWNER_QUESTIONS,
    REPORTED,
    USE_QUESTIONS,
    reported_of,
)
from simulator.views.pictures.customers_kept import customers_kept, has_customers_kept, retention_path
from simulator.views.report.cohorts import COHORT_HEADS, cohort_table
from tests.views.report.told import KEPT, keeps_cohorts
from tests.worlds.one_product import market


def test_cohorts_are_asked_where_all_keep_them_and_owners_where_something_lasts() -> None:
    """By what the scenarios say."""
    plain = market(4, 10, {"per_year": 5})

    assert reported_of([plain, plain]) == REPORTED
    assert reported_of([KEPT, KEPT]) == (*REPORTED, *COHORT_QUESTIONS, *OWNER_QUESTIONS, *USE_QUESTIONS)
    assert reported_of([KEPT, plain]) == (*REPORTED, *OWNER_QUESTIONS, *USE_QUESTIONS)


def test_each_scenario_has_a_row_for_all_and_one_for_each_kind_that_acquires() -> None:
    """What the table says is what the metrics say."""
    comparison = keeps_cohorts(distribution=KEPT.distribution)
    rows = cohort_table(comparison)

    assert [row[:2] for row in rows] == [[name, by] for name in ("kept", "other") for by in ("all", "dealer")]
    assert all(len(row) == len(COHORT_HEADS) for row in rows)
    assert rows[0][2] == rows[1][2] == "60.0"
    assert rows[0][2:] == rows[1][2:]


def test_half_of_subscribers_leave_at_once_and_ever_fewer_later() -> None:
    """Of uniform chances of leaving a share of 1 / (1 + k) is there after k periods."""
    comparison = keeps_cohorts(customers=2000)
    path = retention_path(comparison.runs, "other")

    assert path.weeks.tolist() == list(range(0, 13, 4))
    expected = 1.0 / (1.0 + np.arange(4))
    assert np.abs(path.mean - expected).max() < 4.5 * np.sqrt(0.25 / 4000)


def test_a_report_tells_them(comparison: Comparison, page: Path) -> None:
    """In a table and a picture."""
    text = page.read_text(encoding="utf-8")

    assert "by the kind of outlet that acquired them" in text
    assert "by how long they have been customers" in text
    assert "products in use, added up" in text
    assert len(customers_kept(comparison.asked_in_full().runs).axes) == 2


@pytest.mark.nightly
def test_a_report_tells_owners_alone_where_not_all_keep_cohorts(plain: Comparison, plain_page: Path) -> None:
    """Neither table nor picture of cohorts."""
    text = plain_page.read_text(encoding="utf-8")

    assert "by the kind of outlet that acquired them" not in text
    assert "by how long they have been customers" not in text
    assert "products in use, added up" in text
    assert len(customers_kept(plain.runs).axes) == 1


def test_nothing_is_drawn_where_neither_was_asked() -> None:
    """An empty picture, for a notebook that asks for it."""
    runs = compare([KEPT, KEPT.changed(weeks=8, name="short")], seeds=1, metrics=["units_sold"]).runs

    assert not has_customers_kept(runs)
    assert not customers_kept(runs).axes[0].lines
