"""Absent parts: nought for amounts, in means, in differences and in tidy tables."""

import math

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Line, Run, Runs
from simulator.views.output.csv_json import as_json
from tests.studies import fake_runs

SMALL = fake_runs.small()


def runs(metric: str, by: str, *each: dict[str, float], scenario: object = SMALL) -> Runs:
    """Return runs of 'old' and 'new', two seeds each, with the parts given."""
    ended = tuple(
        Run(label, seed, tuple(Answer(metric, by, key, None, value) for key, value in parts.items()))
        for (label, seed), parts in zip([("old", 1), ("old", 2), ("new", 1), ("new", 2)], each, strict=False)
    )
    return Runs({"old": scenario, "new": scenario}, (1, 2), (Question(metric, by),), ended)


def test_a_channel_that_opens_and_one_that_closes_have_their_differences():
    """Dealers sell 4 and 8, in the new scenario a web store 5 and 7 instead."""
    played = runs("units_sold", "outlet", {"dealer": 4}, {"dealer": 8}, {"store": 5}, {"store": 7})
    table = Comparison(played, "old").table().set_index(["scenario", "key"])

    assert table.loc["new", "store"]["difference"] == 6
    assert table.loc["new", "dealer"]["difference"] == -6
    assert table.loc["old", "store"]["mean"] == 0
    assert table["n"].tolist() == [2] * 4
    assert len(played.rows) == 8
    assert played.rows.groupby(["scenario", "key"]).value.mean()["new", "dealer"] == 0


def test_a_ratio_of_a_channel_that_is_not_there_has_no_answer():
    """No store, no price at the store."""
    played = runs("average_price", "outlet", {"dealer": 0.9}, {"dealer": 0.8}, {"store": 1.0}, {"store": 1.0})

    assert all(
        math.isnan(value) for value in played.series(Line("average_price", "outlet", "store", None), "old")
    )
    assert len(played.rows) == 4


def test_what_is_seen_in_some_seeds_only_counts_as_nought_in_the_others():
    """One exit because it did not pay in two runs is half an exit a run."""
    played = runs("outlets_exited", "reason", {"does not pay": 1}, {}, {}, {})
    line = Line("outlets_exited", "reason", "does not pay", None)

    assert played.series(line, "old") == [1, 0]
    assert played.series(line, "new") == [0, 0]


def test_a_run_that_failed_and_a_whole_that_is_not_known_stay_unknown():
    """Nought is told by runs that ended, with a whole."""
    nan = float("nan")
    played = runs("customer_surplus", "segment", {"home": nan}, {"home": 3.0, "office": 1.0}, {"home": 2.0})
    line = Line("customer_surplus", "segment", "office", None)

    assert math.isnan(played.series(line, "old")[0])
    assert played.series(line, "new")[0] == 0
    assert math.isnan(played.series(line, "new")[1])


def test_conflict_of_a_run_too_short_for_a_review_is_not_nought():
    """Four weeks of a review of thirteen tell no conflict, not none."""
    played = runs("conflict", "dyad", {"a → b": 0.2}, {}, scenario=fake_runs.small(weeks=2))
    assert math.isnan(played.series(Line("conflict", "dyad", "a → b", None), "old")[1])


def test_infinity_is_a_word_in_json():
    """So that the file stays JSON, and what is infinite is told from what is not known."""
    told = as_json({"values": [math.inf, -math.inf, math.nan, 1.5]})
    assert '"Infinity"' in told
    assert '"-Infinity"' in told
    assert "null" in told
