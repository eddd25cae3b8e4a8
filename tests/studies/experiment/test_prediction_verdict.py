"""Judgement: a prediction is confirmed, refuted or left undecided, as known answers demand."""

from dataclasses import replace
from itertools import batched

import numpy as np
import pandas as pd
import pytest

from simulator.domain.registries import METRICS
from simulator.ledger.metric import metric
from simulator.studies.experiment.prediction_verdict import prediction_verdict
from simulator.studies.runs.runs import Line
from simulator.studies.sweep.sweep import sweep
from tests.studies import fake_runs
from tests.studies.sweep.tiny import tried

MESSAGE = {"plain": {"customers": 20}, "craft": {"messages.default": "craft"}}


@pytest.fixture(autouse=True)
def _answers():
    """Put a metric on the shelf whose answer is known: 3 a week, plus 5 for craft, plus luck of a seed."""

    @METRICS.register("known")
    @metric(by=("half",))
    def known(ledger, by=None):
        """How much?

        Unit: units
        """
        whole = 3.0 * ledger.header.scenario.weeks + 5.0 * (
            ledger.header.scenario.messages.default == "craft"
        )
        whole += ledger.shared * 100 + ledger.noise
        return whole if by is None else pd.Series({"a": whole / 2, "b": -whole})

    yield
    METRICS.forget("known")


def verdict(*checks, **how):
    """Return what the runs make of some checks."""
    return prediction_verdict(
        predicting(*checks, **{k: v for k, v in how.items() if k != "noise"}), runs(**how)
    )


def predicting(*checks, factors=None, seeds=8, design="grid"):
    """Return an experiment that predicts some things."""
    factors = {"weeks": [4, 6, 9], "message": MESSAGE} if factors is None else factors
    prediction = {"says": "so it is", "checks": list(checks)} if checks else None
    asked = ["known", "known:half"]
    return tried(factors, seeds, metrics=asked, prediction=prediction, design=design)


def runs(**how):
    """Return the runs of an experiment, played once for all predictions about them."""
    key = repr(how)
    if key not in _RUNS:
        _RUNS[key] = swept(**how).runs
    return _RUNS[key]


_RUNS = {}


def swept(*checks, noise=0.0, **how):
    """Play an experiment that predicts some things; noise is luck that no two points share."""

    def play(scenario, seed):
        ledger = fake_runs.fake(scenario, seed)
        key = [seed, scenario.weeks, scenario.messages.default == "craft", scenario.customers]
        ledger.noise = noise * np.random.default_rng(key).normal()
        return ledger

    return sweep(predicting(*checks, **how), play=play)


def test_a_sweep_judges_its_own_prediction():
    """The verdict of a sweep is that of its runs."""
    check = {"metric": "known", "rises_with": "weeks"}

    assert swept(check).verdict() == verdict(check)


STEP = {"from": {"weeks": 4}, "to": {"weeks": 6}}
RIGHT = [
    {"metric": "known", "rises_with": "weeks"},
    {"metric": "known", "rises_with": "weeks", "where": {"message": "craft"}},
    {"metric": "known:half", "key": "b", "falls_with": "weeks"},
    {"metric": "known", "rises_with": "message"},
    {"metric": "known", "at": {"message": "craft"}, "above": {"message": "plain"}, "by": 4.9},
    {"metric": "known", "at": {"message": "plain"}, "below": {"message": "craft"}, "by": 4.9},
    {"metric": "known", "at": {"weeks": 9, "message": "plain"}, "above": {"weeks": 6, "message": "craft"}},
    {"metric": "known", "change": STEP, "below": {"from": {"weeks": 6}, "to": {"weeks": 9}}},
    {"metric": "known", "change": STEP, "equals": 6, "within": 0.1},
    {"metric": "known", "change": {"from": {"message": "plain"}, "to": {"message": "craft"}}, "above": 4.9},
    {"metric": "known", "change": STEP, "above": {"from": {"message": "plain"}, "to": {"message": "craft"}}},
    {"metric": "known", "highest_at": {"weeks": 9, "message": "craft"}},
    {"metric": "known", "lowest_at": {"weeks": 4}},
    {"metric": "known", "highest_at": {"message": "craft"}, "where": {"weeks": 6}},
]  # fmt: skip


@pytest.mark.parametrize("check", RIGHT, ids=str)
def test_what_is_so_is_confirmed_and_its_opposite_refuted(check):
    """Luck that all points share does not hide it, though it is twenty times as large."""
    opposite = {
        "rises_with": "falls_with", "falls_with": "rises_with", "highest_at": "lowest_at",
        "lowest_at": "highest_at", "above": "below", "below": "above",
    }  # fmt: skip
    turned = {opposite.get(key, key): value for key, value in check.items()}
    if "equals" in check:
        turned["equals"] = 7
    elif "by" in turned:
        turned.pop("by")

    assert verdict(check).word == "confirmed"
    assert verdict(turned).word == "refuted"


PLAIN, CRAFT = {"message": "plain"}, {"message": "craft"}
TOLD = [
    ({"metric": "known:half", "key": "b", "falls_with": "weeks"}, [-6, -9], "weeks 4 → 6: −6"),
    ({"metric": "known", "falls_with": "weeks"}, [6, 9], "weeks 6 → 9: +9"),
    ({"metric": "known", "lowest_at": PLAIN}, [-5], "against message=craft: −5"),
    ({"metric": "known", "at": PLAIN, "below": CRAFT, "by": 6}, [-5], "plain against message=craft: −5"),
    ({"metric": "known", "at": CRAFT, "above": PLAIN, "by": 6}, [5], "craft against message=plain: +5"),
    ({"metric": "known", "change": STEP, "above": 7}, [6], "the change: +6"),
    ({"metric": "known", "change": STEP, "equals": 7, "within": 2}, [6], "the change: +6"),
    ({"metric": "known", "change": STEP, "below": 7}, [6], "the change: +6"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "means", "text"), TOLD, ids=str)
def test_a_difference_is_told_with_its_own_sign_and_size(check, means, text):
    """The later less the earlier, the named less the other, as the tables show it, whatever was said."""
    found = verdict(check)

    told = [one.estimate.mean for one in found.checks[0].findings]
    assert told == pytest.approx(means)
    assert all(one.estimate.low == pytest.approx(one.estimate.high) for one in found.checks[0].findings)
    assert text in str(found)


def test_a_level_is_told_as_a_level():
    """No sign before it, though the check holds it against a number."""
    high = {"metric": "known", "at": {"weeks": 9, "message": "craft"}, "below": 1e6}
    found = verdict(high)
    played = runs().series(Line("known", "", "", None), "weeks=9, message=craft")

    assert found.checks[0].findings[0].estimate.mean == pytest.approx(sum(played) / len(played))
    assert "message=craft: +" not in str(found)
    assert "message=craft: −" not in str(found)


def test_what_luck_hides_is_undecided():
    """Noise of each point's own, much larger than the effect; and a single seed tells nothing."""
    check = {"metric": "known", "rises_with": "message"}

    assert verdict(check, noise=400.0).word == "undecided"
    assert verdict(check, seeds=1).word == "undecided"
    near = {"metric": "known", "change": STEP, "equals": 6, "within": 1}
    assert verdict(near, noise=99.0).word == "undecided"


def test_what_is_the_same_in_every_run_does_not_rise():
    """A difference of exactly nothing refutes that there is one."""
    twins = {"size": {"one": {"weeks": 4}, "other": {"customers": 20}}}

    assert verdict({"metric": "known", "rises_with": "size"}, factors=twins).word == "refuted"


def test_one_refuted_check_refutes_it_all_and_one_undecided_leaves_it_so():
    """All must hold."""
    right, wrong = {"metric": "known", "rises_with": "weeks"}, {"metric": "known", "falls_with": "weeks"}
    unknown = {"metric": "known:half", "key": "nobody", "rises_with": "weeks"}

    assert verdict(right, right).word == "confirmed"
    assert verdict(right, wrong).word == "refuted"
    assert verdict(right, unknown).word == "undecided"
    assert "no run has both" in str(verdict(unknown))


@pytest.mark.nightly
def test_false_alarms_are_as_rare_as_is_said():
    """Where there is no difference, either claim of one is confirmed in about one of forty trials."""
    check = {"metric": "known", "at": {"twin": "one"}, "above": {"twin": "other"}}
    twins = {"twin": {"one": {"customers": 21}, "other": {"customers": 22}}}
    whole = swept(check, factors=twins, noise=1.0, seeds=400 * 6)
    words = []
    for seeds in batched(whole.experiment.seeds, 6, strict=True):
        ended = tuple(run for run in whole.runs.ended if run.seed in seeds)
        part = replace(whole.experiment, seeds=seeds)
        words.append(prediction_verdict(part, replace(whole.runs, seeds=seeds, ended=ended)).word)

    # 400 trials at 1/40: mean 10, standard deviation 3.1; four of those either way
    assert 0 < words.count("confirmed") < 23
    assert 0 < words.count("refuted") < 23


def test_one_at_a_time_compares_with_the_other_factors_at_their_first_levels():
    """A level reached by another factor's move is no part of it."""
    steps = {
        "metric": "known",
        "change": {"from": {"weeks": 4}, "to": {"weeks": 9}},
        "equals": 15,
        "within": 0.1,
    }

    assert verdict(steps, design="one_at_a_time").word == "confirmed"


def test_a_sample_is_judged_by_its_slope():
    """Known answer: three a week."""
    sampled = {"weeks": {"from": 2, "to": 50, "whole": True}}
    how = {"factors": sampled, "design": {"method": "latin_hypercube", "points": 12}}
    found = verdict({"metric": "known", "rises_with": "weeks"}, **how)

    assert found.word == "confirmed"
    assert found.checks[0].findings[0].estimate.mean == pytest.approx(3.0)
    assert verdict({"metric": "known", "falls_with": "weeks"}, **how).word == "refuted"
