"""Pictures of sweeps: plays with known answers are drawn as they are known."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator.domain.registries import METRICS
from simulator.ledger.metric import metric
from simulator.scenario.errors.arguments import ArgumentError
from simulator.scenario.schema import Scenario
from simulator.studies.experiment.load_plan import experiment
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Run, Runs
from simulator.studies.sweep.results import Sweep
from simulator.studies.sweep.sweep import sweep
from simulator.views.pictures.heat_map import can_be_mapped, heat_map
from simulator.views.pictures.profit_against_conflict import profit_against_conflict
from simulator.views.pictures.tornado import tornado
from tests.studies import fake_runs

WEEKS, CUSTOMERS = [4, 5, 6], [20, 30]


@metric()
def fake_gain(ledger: Any) -> Any:
    """How much is it?

    Unit: units
    """
    return fake_runs.answer(ledger.gain, None)


def known(scenario: Scenario, seed: int) -> Any:
    """Gain ten a week and one in ten customers; luck shifts all alike."""
    gain = 10 * scenario.weeks + scenario.customers / 10 + (seed - 2)
    header = SimpleNamespace(scenario=scenario, seed=seed, people_per_customer=1)
    return SimpleNamespace(header=header, gain=gain)


@pytest.fixture(scope="module")
def found() -> Any:
    """Return a sweep over weeks and customers, three levels by two."""
    METRICS.register("fake_gain")(fake_gain)
    yield played({"weeks": WEEKS, "customers": CUSTOMERS})
    METRICS.forget("fake_gain")


def played(factors: dict[str, Any], **how: Any) -> Sweep:
    """Play the known world at all points of a design."""
    whole = experiment(fake_runs.small(), factors, seeds=3, metrics=["fake_gain"], **how)
    return sweep(whole, play=known)


def test_a_heat_map_has_the_mean_of_each_pair_of_levels(found: Sweep) -> None:
    """Weeks from left to right, customers upwards; each cell says its number."""
    (axes, _) = heat_map(found, "fake_gain").axes
    expected = np.array([[10 * weeks + customers / 10 for weeks in WEEKS] for customers in CUSTOMERS])

    assert np.asarray(axes.images[0].get_array()) == pytest.approx(expected)
    assert [float(text.get_text()) for text in axes.texts] == pytest.approx(expected.ravel(), rel=0.01)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["4", "5", "6"]


def test_the_widest_bar_of_a_tornado_is_on_top(found: Sweep) -> None:
    """Weeks move it by twenty, customers by one; each bar ends at its least and its most mean."""
    (axes,) = tornado(found, "fake_gain").axes
    bars = [(bar.get_x(), bar.get_width()) for bar in axes.patches]

    assert [label.get_text() for label in axes.get_yticklabels()] == ["customers", "weeks"]
    assert bars == [(pytest.approx(52.0), pytest.approx(1.0)), (pytest.approx(42.5), pytest.approx(20.0))]
    assert [text.get_text() for text in axes.texts] == ["20", "30", "4", "6"]
    (line,) = [one for one in axes.lines if one.get_linestyle() == "--"]
    assert line.get_xdata()[0] == pytest.approx(52.5)


def test_what_cannot_be_drawn_is_refused(found: Sweep) -> None:
    """A sample has no levels, a factor alone no pairs; an unknown factor is told."""
    sampled = played(
        {"weeks": {"from": 4, "to": 9, "whole": True}}, design={"method": "latin_hypercube", "points": 4}
    )
    alone = played({"weeks": WEEKS})

    for draw, given in ((tornado, sampled), (heat_map, sampled), (heat_map, alone)):
        with pytest.raises(ArgumentError, match=r"grid|two of"):
            draw(given, "fake_gain")
    with pytest.raises(ArgumentError, match="must be two of weeks, customers"):
        heat_map(found, "fake_gain", ("weeks", "price"))
    assert [can_be_mapped(one.experiment) for one in (found, sampled, alone)] == [True, False, False]


def test_profit_and_conflict_have_a_dot_a_seed_and_one_for_their_mean() -> None:
    """At its place, with the whole scale of conflict; one has a number, and its name below."""
    values = {"contribution": {1: 10.0, 2: 30.0}, "conflict": {1: 0.1, 2: 0.3}}
    runs = _runs(values)
    picture = profit_against_conflict(runs)
    (axes,) = picture.axes
    seeds, mean = (one.get_offsets().tolist() for one in axes.collections)

    assert seeds == [[10.0, 0.1], [30.0, 0.3]]
    assert mean == [[pytest.approx(20.0), pytest.approx(0.2)]]
    assert axes.get_ylim() == (-0.03, 1.03)
    assert [text.get_text() for text in picture.legends[0].get_texts()] == ["1  small"]


def _runs(values: dict[str, dict[int, float]]) -> Runs:
    """Return runs that answered these, by metric and seed."""
    questions = tuple(Question(name, "") for name in values)
    ended = tuple(
        Run(
            "small",
            seed,
            tuple(Answer(name, "", "", None, told[seed]) for name, told in values.items()),
        )
        for seed in (1, 2)
    )
    return Runs({"small": fake_runs.small()}, (1, 2), questions, ended)
