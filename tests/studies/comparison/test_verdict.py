"""Verdict: plain words, and no difference claimed that the seeds do not show."""

import math

from simulator.studies.comparison.verdict import verdict
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Run, Runs
from tests.studies import fake_runs

ASKED = (Question("sell_through_b"), Question("conflict"))


def told(sell_through, conflict, **more):
    """Give the verdict on runs with these numbers: pairs of (before, after) for each seed."""
    runs = [
        Run(label, seed, tuple(
            Answer(metric, "", "", None, values[seed - 1][at])
            for metric, values in (("sell_through_b", sell_through), ("conflict", conflict))
            if values
        ))
        for at, label in enumerate(("dealers", "resale"))
        for seed in range(1, len(sell_through) + 1)
    ]  # fmt: skip
    seeds = tuple(range(1, len(sell_through) + 1))
    scenarios = {"dealers": fake_runs.small(), "resale": fake_runs.small()}
    return verdict(Runs(scenarios, seeds, ASKED, tuple(runs), **more), "dealers")


def test_a_difference_is_told_with_its_interval():
    """Direction, size, ±, and from where to where."""
    text = told([(0.60, 0.72), (0.62, 0.75), (0.61, 0.73)], [(0.2, 0.45), (0.22, 0.44), (0.21, 0.46)])

    assert text == (
        "resale, against dealers: the sell-through rate rises by 12.3 % points ± 1.4, from 61.0 to 73.3 %; "
        "conflict rises by 0.240 ± 0.043, from 0.210 to 0.450 (from moderate to high). What it would take to "
        "be wrong: luck of 1 in 577 in conflict, or assumptions that do not hold: a report varies those of "
        "people and products, not those of ways to market."
    )


def test_no_difference_is_claimed_where_the_interval_holds_zero():
    """It says so, with what was seen."""
    text = told([(0.60, 0.61), (0.62, 0.60), (0.61, 0.63)], [(0.2, 0.1), (0.2, 0.11), (0.2, 0.1)])

    assert "no difference in the sell-through rate can be told from 3 seeds (+0.3 ± 5.2 % points)" in text
    assert "conflict falls by" in text


def test_no_band_is_left_for_another_where_luck_may_have_done_it():
    """Both bands are named where the difference is told, and the one where both are alike."""
    same = [(0.60, 0.61), (0.62, 0.60), (0.61, 0.63)]

    assert "(from" not in told(same, [(0.11, 0.13), (0.13, 0.11), (0.10, 0.14)])
    assert "(low in both)" in told(same, [(0.05, 0.06), (0.06, 0.05), (0.05, 0.07)])
    assert "(from low to moderate)" in told(same, [(0.10, 0.14), (0.10, 0.15), (0.10, 0.14)])


def test_one_seed_tells_no_difference_from_luck():
    """Two runs are an anecdote."""
    assert "in the one seed played, which tells no difference from luck" in told([(0.6, 0.7)], [(0.1, 0.2)])


def test_equal_and_constant_differences_are_told_as_such():
    """No ± is invented where all runs agree."""
    text = told([(0.6, 0.6), (0.7, 0.7)], [(0.25, 0.5), (0.5, 0.75)])

    assert "the sell-through rate is the same in every run" in text
    assert "conflict is 0.250 higher in every run" in text


def test_what_was_not_measured_is_not_told():
    """Neither made up nor left out in silence."""
    assert "conflict" not in told([(0.6, 0.7), (0.5, 0.7)], [])
    nan = float("nan")
    assert "conflict cannot be compared" in told([(0.6, 0.7), (0.5, 0.7)], [(0.1, nan), (nan, 0.2)])


def test_sell_through_is_told_in_units_before_its_rate():
    """Units first: a rate says how well stock was sized, not how much was sold."""
    asked = (Question("units_sold"), Question("sell_through_b"))
    units, rates = [(288.0, 539.0), (300.0, 548.0)], [(0.90, 0.91), (0.91, 0.90)]
    runs = tuple(
        Run(label, seed, (
            Answer("units_sold", "", "", None, units[seed - 1][at]),
            Answer("sell_through_b", "", "", None, rates[seed - 1][at]),
        ))
        for at, label in enumerate(("dealers", "resale"))
        for seed in (1, 2)
    )  # fmt: skip
    scenarios = {"dealers": fake_runs.small(), "resale": fake_runs.small()}
    text = verdict(Runs(scenarios, (1, 2), asked, runs), "dealers")

    assert text.startswith("resale, against dealers: sell-through rises by 250 ± 19, from 294 to 544 units; ")
    assert "no difference in the sell-through rate can be told" in text


def asked_alone(*answers):
    """Give the verdict where only these were asked: a question, its key, (before, after) for two seeds."""
    runs = tuple(
        Run(label, seed, tuple(
            Answer(question.metric, question.by, key, None, values[seed - 1][at])
            for question, key, values in answers
        ))
        for at, label in enumerate(("dealers", "resale"))
        for seed in (1, 2)
    )  # fmt: skip
    scenarios = {"dealers": fake_runs.small(), "resale": fake_runs.small()}
    asked = tuple(dict.fromkeys(question for question, _, _ in answers))
    return verdict(Runs(scenarios, (1, 2), asked, runs), "dealers")


def test_what_was_asked_is_told_where_no_headline_was():
    """The first two numbers, with their units; parts of them only where there is nothing else."""
    rising, same = [(40.0, 60.0), (50.0, 72.0)], [(0.5, 0.5), (0.6, 0.6)]
    tier = Question("contribution", "tier")
    whole = (Question("contribution"), "", rising)
    more = (Question("coverage"), "", same)

    text = asked_alone((tier, "retailer", rising), whole, more, (Question("revenue"), "", rising))
    assert text.startswith(
        "resale, against dealers: the maker gains 21 ± 13 EUR, from 45 to 66 EUR, in all 2 seeds. "
        "Coverage is the same in every run."
    )
    constant = asked_alone((Question("revenue"), "", [(40.0, 60.0), (50.0, 70.0)]))
    assert "revenue is 20.0 EUR higher in every run." in constant
    unsure = asked_alone((Question("revenue"), "", [(40.0, 60.0), (50.0, 40.0)]))
    assert "no difference in revenue can be told from 2 seeds (+5 ± 191 EUR)" in unsure
    assert "contribution (tier: retailer) rises by 21 ± 13" in asked_alone((tier, "retailer", rising))


def test_no_interval_is_told_of_what_is_infinite():
    """Of it there is none."""
    infinite = [(40.0, float("inf")), (50.0, 60.0)]

    assert "revenue cannot be compared, it is infinite in a run" in asked_alone(
        (Question("revenue"), "", infinite)
    )


def test_no_share_is_said_to_be_taken_where_there_are_no_others():
    """A maker that is alone with its shop takes nothing of anybody: nothing was earned."""
    conflict = (Question("conflict"), "", [(0.2, 0.0), (0.21, 0.0)])
    of_some = (Question("margin_lost"), "", [(5.0, 2.0), (6.0, 2.5)])
    of_none = (Question("margin_lost"), "", [(5.0, math.nan), (6.0, math.nan)])

    assert "to none: others take 2" in asked_alone(conflict, of_some)
    assert "to none)" in asked_alone(conflict, of_none)
