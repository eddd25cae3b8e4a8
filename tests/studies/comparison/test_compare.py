"""Compare: the same dice for all, differences with their intervals, and an honest sentence."""

import math

import pandas as pd
import pytest

from simulator.ledger.metric import NotRecordedError
from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import COLUMNS
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.questions import UnknownQuestionError
from simulator.studies.runs.replicate import replicate
from simulator.studies.runs.seeds import seeds_of
from tests.studies import fake_runs

METRICS = ["fake_units", "fake_noise", "fake_gaps", "fake_same", "fake_units:kind"]
BASE = fake_runs.small(name="dealers")
CRAFT = fake_runs.small(name="dealers, craft", messages={"default": "craft"})
LONGER = fake_runs.small(name="longer", weeks=5)


def compared(*scenarios, seeds=10, **how):
    """Compare with fake runs."""
    return compare(
        scenarios, seeds, metrics=how.pop("metrics", METRICS), play=how.pop("play", fake_runs.fake), **how
    )


def row(table: pd.DataFrame, scenario: str, metric: str, key: str = "") -> pd.Series:
    """Return one row of a table."""
    found = table[(table.scenario == scenario) & (table.metric == metric) & (table.key == key)]
    assert len(found) == 1
    return found.iloc[0]


def test_the_tidy_rows_are_those_of_the_runs():
    """One row a number: scenario, seed, week, metric, by, key, value, unit."""
    rows = compared(BASE, CRAFT, seeds=3).rows

    assert list(rows.columns) == ["scenario", "seed", "week", "metric", "by", "key", "value", "unit"]
    assert len(rows) == 2 * 3 * 6
    assert set(rows.unit) == {"units", "share of noise", "EUR"}
    assert rows.week.isna().all()


def test_a_cut_by_week_fills_the_week():
    """Weekly numbers stand under their week, without a key."""
    rows = compared(BASE, CRAFT, seeds=2, metrics=["fake_units:week"]).rows

    assert sorted(rows.week.unique()) == [1, 2]
    assert set(rows.key) == {""}


def test_the_difference_is_paired():
    """What both share by luck is gone from the difference, and the saving says how much that was."""
    table = compared(BASE, LONGER).table()
    units, noise = row(table, "longer", "fake_units"), row(table, "longer", "fake_noise")

    assert abs(units.difference) < 1e-9
    assert units.saved == math.inf
    assert noise.difference_low < noise.difference < noise.difference_high
    assert 0.3 < noise.saved < 4
    assert list(table.columns) == COLUMNS
    assert pd.isna(row(table, "dealers", "fake_noise").difference)


def test_missing_values_are_dropped_by_pairs_and_counted():
    """Seed 2 has no such number."""
    gaps = row(compared(BASE, CRAFT).table(), "dealers, craft", "fake_gaps")

    assert (gaps.n, gaps.of, gaps.pairs) == (9, 10, 9)


def test_the_table_can_be_narrowed_to_questions_that_were_asked():
    """Others are refused by name."""
    comparison = compared(BASE, CRAFT)

    assert set(comparison.table("fake_units").by) == {""}
    assert set(comparison.table("fake_units:kind").key) == {"a", "b"}
    assert list(comparison.table("fake_same", "fake_units").metric.unique()) == ["fake_units", "fake_same"]
    with pytest.raises(UnknownQuestionError, match="did you mean 'fake_units'"):
        comparison.table("fake_unit")
    with pytest.raises(UnknownQuestionError, match="'fake_units:week' was not asked"):
        comparison.table("fake_units:week")
    with pytest.raises(UnknownQuestionError, match=r"cannot be cut by 'kin'; did you mean 'kind'"):
        compared(BASE, CRAFT, metrics=["fake_units:kin"])


def test_the_baseline_can_be_any():
    """Turning the comparison around turns the signs."""
    forth = row(compared(BASE, CRAFT).table(), "dealers, craft", "fake_units")
    back = row(compared(BASE, CRAFT, baseline=1).table(), "dealers", "fake_units")

    assert back.difference == pytest.approx(-forth.difference)


def test_any_number_of_scenarios_are_compared_with_one():
    """Three scenarios have two differences; that one is longer is told."""
    comparison = compared(LONGER, BASE, CRAFT, baseline=1)

    assert comparison.labels == ("longer", "dealers", "dealers, craft")
    assert comparison.others == ("longer", "dealers, craft")
    first, second, note = comparison.verdict().splitlines()
    assert first.startswith("longer, against dealers: ")
    assert second.startswith("dealers, craft, against dealers: ")
    assert note.startswith("weeks is ")


def test_scenarios_of_one_name_are_told_apart():
    """Each has its own label, even where a label is taken."""
    assert compared(BASE, BASE, seeds=2).labels == ("dealers", "dealers (2)")
    assert labels_of(["a", "a (2)", "a"]) == ("a", "a (2)", "a (3)")


def test_failed_runs_are_told_and_the_others_compared():
    """A seed that failed in one scenario is no pair."""
    comparison = compared(BASE, CRAFT, play=fake_runs.failing, seeds=4)

    assert [(f.scenario, f.seed) for f in comparison.failures] == [("dealers", 2), ("dealers, craft", 2)]
    assert row(comparison.table(), "dealers, craft", "fake_units").pairs == 3
    assert "2 of 8 runs failed" in comparison.verdict()


def test_ledgers_are_kept_only_where_asked_for():
    """They can be large."""
    assert compared(BASE, CRAFT, seeds=2).ledgers == {}
    assert set(compared(BASE, CRAFT, seeds=2, keep_ledgers=True).ledgers) == {
        (label, seed) for label in ("dealers", "dealers, craft") for seed in (1, 2)
    }


@pytest.mark.parametrize("seeds", [0, -1, 10**9, [], [1, 1], [-1], [2**63], True and [1.5, 1]])
def test_seeds_that_make_no_sense_are_refused(seeds):
    """None at all, the same twice, absurdly many, out of range."""
    with pytest.raises(ValueError, match="seed"):
        seeds_of(seeds)


def test_a_comparison_needs_two_scenarios_a_baseline_among_them_and_labels_for_all():
    """What makes no sense is refused before anything is played."""
    with pytest.raises(ValueError, match="at least two"):
        compared(BASE)
    with pytest.raises(ValueError, match="baseline"):
        compared(BASE, CRAFT, baseline=2)
    with pytest.raises(ValueError, match="labels"):
        compared(BASE, CRAFT, labels=["one"])
    with pytest.raises(ValueError, match="jobs"):
        compared(BASE, CRAFT, jobs=0)


def test_replicate_measures_one_scenario():
    """The same rows, without a comparison."""
    runs = replicate(BASE, [3, 5], metrics=["fake_units"], play=fake_runs.fake)

    assert runs.rows[["scenario", "seed"]].to_numpy().tolist() == [["dealers", 3], ["dealers", 5]]


def test_a_question_that_needs_more_detail_is_refused_before_playing():
    """Not after an hour."""
    with pytest.raises(NotRecordedError, match="needs 'detail: journeys'; 'dealers' has 'summary'"):
        compared(BASE, CRAFT, metrics=["fake_journeys"], play=fake_runs.hopeless)


def test_settings_that_differ_are_told():
    """Key, the baseline's value, the other's."""
    assert compared(BASE, CRAFT, seeds=1).settings == {
        "dealers, craft": [("messages.default", None, "craft")]
    }
