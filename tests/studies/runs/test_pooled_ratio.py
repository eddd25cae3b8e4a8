"""Pooled ratios: the ratio of sums over runs, its interval and differences, though some runs have nothing."""

import math
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.pooled_ratio import linearised, series_of
from simulator.studies.runs.questions import Answer, Question, answers
from simulator.studies.runs.runs import Run, Runs
from simulator.studies.runs.statistics import interval, paired
from simulator.studies.sweep.part_files import (
    FORMER,
    OK,
    KeptRun,
    _schema,
    digest_of,
    read_part,
    run_key,
    write_part,
)
from tests.draws import DRAW
from tests.metrics.journey.test_media import paid_for_visits
from tests.studies import fake_runs

CAC = Question("cost_per_new_customer", "medium")


def drawn(runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what was paid in some runs, and how many customers were acquired: in some none."""
    new = DRAW.poisson(2.0, runs).astype(np.float64)
    return 5.0 + 3.0 * new + DRAW.normal(0.0, 1.0, runs), new


def test_the_mean_is_the_ratio_of_the_sums() -> None:
    """For any runs; where one has nothing to divide by, the mean of ratios would be infinite."""
    paid, new = drawn(40)
    new[3] = 0.0
    found = interval(linearised(list(zip(paid, new, strict=True))))

    assert found.mean == pytest.approx(paid.sum() / new.sum(), rel=1e-12)
    assert 0 < found.half < math.inf
    assert (found.n, found.of) == (40, 40)


def test_its_interval_holds_the_true_ratio_as_often_as_it_says() -> None:
    """Of 2,000 drawn studies of 40 runs each: 95 %, but for the bias of so few runs."""
    hits, studies = 0, 2000
    for _ in range(studies):
        found = interval(linearised(list(zip(*drawn(40), strict=True))))
        hits += found.low <= (5.0 + 3.0 * 2.0) / 2.0 <= found.high

    assert 0.92 < hits / studies < 0.97


def test_a_difference_is_that_of_the_two_ratios_and_gains_by_pairing() -> None:
    """Of two scenarios with the same luck, of which one pays 2 more."""
    paid, new = drawn(40)
    one, other = (linearised(list(zip(money, new, strict=True))) for money in (paid, paid + 2.0))
    found = paired(one, other)

    assert found.difference.mean == pytest.approx(2.0 / new.mean(), rel=1e-12)
    assert found.saved > 5


def test_runs_with_one_and_the_same_whole_are_as_they_are() -> None:
    """Then the ratio of sums is the mean of ratios."""
    assert linearised([(1.0, 4.0), (3.0, 4.0), (8.0, 4.0)]) == [0.25, 0.75, 2.0]


def test_one_run_is_what_it_is_and_a_failed_one_is_left_out() -> None:
    """To the bit."""
    assert linearised([(1.0, 3.0)]) == [1.0 / 3.0]
    assert np.array_equal(linearised([(1.0, 3.0), (math.nan, math.nan)]), [1 / 3, math.nan], equal_nan=True)
    assert math.isnan(linearised([(math.nan, 1.0)])[0])


def test_with_nothing_to_divide_by_in_any_run_it_is_infinite_or_not_known() -> None:
    """As it is in each of them."""
    assert linearised([(6.0, 0.0), (0.0, 0.0)]) == [math.inf, math.inf]
    assert linearised([(-6.0, 0.0), (0.0, 0.0)]) == [-math.inf, -math.inf]
    assert np.isnan(linearised([(0.0, 0.0), (0.0, 0.0)])).all()


def test_a_comparison_has_a_cost_per_new_customer_though_a_seed_acquired_none() -> None:
    """30 paid for 1 and for none, and 20 each for 2: 60 each, against 10; rows hold what was measured."""
    told = {
        ("dear", 1): (30.0, 1.0),
        ("dear", 2): (30.0, 0.0),
        ("cheap", 1): (20.0, 2.0),
        ("cheap", 2): (20.0, 2.0),
    }
    ended = tuple(
        Run(label, seed, (Answer(*CAC, "radio", None, math.inf if not new else paid / new, paid, new),))
        for (label, seed), (paid, new) in told.items()
    )
    few = fake_runs.small()
    runs = Runs({"dear": few, "cheap": few}, (1, 2), (CAC,), ended)
    table = Comparison(runs, "dear").table().set_index("scenario")

    assert table["mean"].to_dict() == {"dear": 60.0, "cheap": 10.0}
    assert table.loc["cheap", "difference"] == -50.0
    assert math.isfinite(table.loc["cheap", "difference_low"])
    assert runs.rows["value"].tolist() == [30.0, math.inf, 10.0, 10.0]


def test_a_ledger_answers_with_what_is_divided_by_what() -> None:
    """Part and whole of each medium, infinite or not; an amount has none."""
    found = list(
        answers(paid_for_visits(), [CAC, Question("traffic", "medium"), Question("cost_per_visit", "week")])
    )
    by_medium = {one.key: one for one in found if one.metric == CAC.metric}

    assert (by_medium["radio"].part, by_medium["radio"].whole) == (300.0, 4.0)
    assert by_medium["listing"].value == math.inf
    assert (by_medium["listing"].part, by_medium["listing"].whole) == (80.0, 0.0)
    assert all(math.isnan(one.whole) for one in found if one.metric == "traffic")
    assert {one.week: one.whole for one in found if one.metric == "cost_per_visit"} == {2: 80.0, 3: 0.0}


def test_lines_of_amounts_are_told_as_they_were_measured() -> None:
    """Infinite ones, too."""
    line = [Answer("weeks_of_supply", "", "", None, value) for value in (4.0, math.inf)]
    assert series_of(line) == [4.0, math.inf]


def test_a_sweep_keeps_both_parts_and_still_reads_what_was_kept_without(tmp_path: Path) -> None:
    """A part of a folder of former days is no damaged one."""
    told = Answer(*CAC, "radio", None, 30.0, 60.0, 2.0)
    kept = KeptRun(run_key("a", 1, "v"), 1, "a", "v", OK, "", (CAC,), (told,))
    assert read_part(write_part(tmp_path, 1, [kept])) == [kept]

    row = {**vars(kept), "questions": [CAC._asdict()]}
    row["answers"] = [{name: getattr(told, name) for name in ("metric", "by", "key", "week", "value")}]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([row], _schema(FORMER)), sink)
    raw = bytes(sink.getvalue().to_pybytes())
    path = tmp_path / f"000002-{digest_of(raw)}.parquet"
    path.write_bytes(raw)
    (former,) = read_part(path)

    assert former.answers[0][:5] == told[:5]
    assert math.isnan(former.answers[0].whole)
