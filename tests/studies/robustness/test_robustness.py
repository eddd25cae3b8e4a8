"""Assumptions: the sign, what it hangs on and where it turns, on plays whose answers are known."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator.domain.registries import METRICS
from simulator.ledger.metric import metric
from simulator.scenario.schema import Scenario
from simulator.studies.robustness.assumptions import assumptions_of, with_factors
from simulator.studies.robustness.robustness import WIDEST, robustness, turning_point
from simulator.studies.runs.time_path import TimePath, last_crossing
from tests.draws import generator
from tests.studies.fake_runs import answer, shelve, small

TURNS = float(generator("where the sign turns").uniform(0.4, 3.0))
"""Drawn anew: the factor on price sensitivity at which the difference is nought."""


@metric()
def fake_effect(ledger: Any) -> Any:
    """How much is it?

    Unit: units
    """
    return answer(ledger.effect, None)


@pytest.fixture(autouse=True)
def _shelved() -> Any:
    shelve()
    METRICS.register("fake_effect")(fake_effect)
    yield
    METRICS.forget("fake_effect")


def linear(scenario: Scenario, seed: int) -> Any:
    """Play a world in which the long scenario gains as people are less sensitive to price than `TURNS`."""
    people = scenario.segments["all"]
    gain = TURNS - people.price_sensitivity / 0.1 + 0.001 * people.values["quality"]
    header = SimpleNamespace(scenario=scenario, seed=seed, people_per_customer=1)
    return SimpleNamespace(header=header, effect=gain if scenario.weeks > 4 else 0.0, shared=seed, own=0.0)


def pair() -> tuple[Scenario, Scenario]:
    """Return two scenarios that a fake play tells apart."""
    return small(), small(name="long", weeks=8)


def test_it_finds_what_a_difference_hangs_on_and_where_it_turns() -> None:
    """Price sensitivity above all, at the factor drawn; the sign holds as often as draws lie on its side."""
    (found,) = robustness(*pair(), metrics=["fake_effect"], draws=40, seeds=1, play=linear)

    assert found.sign == np.sign(TURNS - 1)
    assert found.most_influential == "price sensitivity"
    assert found.influences[0].correlation < -0.95
    assert found.break_even == pytest.approx(TURNS, abs=0.002)
    on_its_side = np.clip((TURNS - 0.7) / 0.6, 0, 1)  # of a factor uniform between 0.7 and 1.3
    assert found.holds == pytest.approx(on_its_side if found.sign > 0 else 1 - on_its_side, abs=0.05)


def test_no_difference_has_no_sign_to_hold() -> None:
    """The same scenario twice: nothing holds, nothing turns."""
    (found,) = robustness(small(), small(), metrics=["fake_effect"], draws=4, seeds=1, play=linear)

    assert (found.sign, found.break_even, found.influences) == (0, None, ())
    assert np.isnan(found.holds)


def test_too_few_draws_are_refused() -> None:
    """Told before anything is played."""
    with pytest.raises(ValueError, match="at least 4 draws say something, not 3"):
        robustness(*pair(), draws=3)


def test_few_draws_say_whether_a_sign_holds_and_rank_nothing() -> None:
    """With seven neither what it hangs on nor where it turns is told, nor played for; with eight both are."""
    few, more = Counting(), Counting()
    (seven,) = robustness(*pair(), metrics=["fake_effect"], draws=7, seeds=1, play=few)
    (eight,) = robustness(*pair(), metrics=["fake_effect"], draws=8, seeds=1, play=more)

    assert (seven.influences, seven.break_even, few.runs) == ((), None, 2 * 8)
    assert (eight.most_influential, more.runs) == ("price sensitivity", 2 * (9 + 9))


def test_what_is_known_as_the_files_stand_is_not_played_again() -> None:
    """Neither as the first world nor in the middle of the ladder, and nothing else is told."""
    one, other = pair()
    (found,) = robustness(one, other, metrics=["fake_effect"], draws=8, seeds=1, play=linear)
    known = {("other", found.line): linear(other, 1).effect - linear(one, 1).effect}
    played = Counting()
    again = robustness(
        one, other, metrics=["fake_effect"], draws=8, seeds=1, play=played, as_files_stand=known
    )

    assert again == [found]
    assert played.runs == 2 * (8 + 8)


class Counting:
    """A play that counts its runs."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, scenario: Scenario, seed: int) -> Any:
        """Play the linear world."""
        self.runs += 1
        return linear(scenario, seed)


def test_assumptions_move_together_and_shares_stay_shares() -> None:
    """One factor for all numbers of a name; what cannot pass one stops there; the rest stands."""
    world = small(response={"retention": 0.9, "initial_adstock": 2.0})
    names = {assumption.name for assumption in assumptions_of(world)}
    other = with_factors(
        world, {"retention": 1.3, "initial adstock": 1.5, "price sensitivity": 0.5, "need rate": 4.0}
    )

    assert {"retention", "initial adstock", "price sensitivity", "values", "need rate"} <= names
    assert (other.response.retention, other.response.initial_adstock) == (1.0, 3.0)
    assert other.segments["all"].price_sensitivity == pytest.approx(0.05)
    assert other.segments["all"].needs["c"].per_year == 52
    assert other.segments["all"].values == world.segments["all"].values
    assert with_factors(world, {}) == world


def test_the_turning_point_nearest_to_what_is_assumed_is_told() -> None:
    """Of several; none where the sign never changes, or is nowhere known."""
    assert turning_point([0.5, 1, 2, 4], [-1.0, 1.0, 1.0, -1.0]) == pytest.approx(0.75)
    assert turning_point(WIDEST, [1.0, 2.0]) is None
    assert turning_point([0.5, 1, 2], [np.nan, np.nan, np.nan]) is None


def test_paths_cross_where_the_sums_do() -> None:
    """The last time, whatever ties come between; never if one is ahead throughout."""
    weeks = np.arange(1, 7)
    one = TimePath(weeks, np.array([[1.0, 1, 1, 1, 1, 1]]))
    late = TimePath(weeks, np.array([[0.0, 0, 1, 2, 3, 3]]))

    assert last_crossing(one.summed(), late.summed()) == 5
    assert last_crossing(one, late) == 4
    assert last_crossing(one, one) is None
    assert late.smoothed(3).mean.tolist() == pytest.approx([1 / 3, 1.0, 2.0, 8 / 3])
    assert late.part(2, 4).tolist() == [1.5]
