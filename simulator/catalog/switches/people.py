"""Switches of how people decide: what sets them apart, what holds them, whom they ask, when they need."""

from math import inf

from simulator.domain.people.segments import Tastes
from simulator.domain.registries import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import of_scenario, with_products, with_segments


@SWITCHES.register("heterogeneity")
@of_scenario
def heterogeneity(given: Scenario) -> Scenario:
    """Within a segment all are alike: the same price sensitivity, no tastes for kinds of outlets."""
    return with_segments(given, price_sensitivity_spread=0.0, tastes=Tastes())


@SWITCHES.register("habits")
@of_scenario
def habits(given: Scenario) -> Scenario:
    """Nobody prefers a format of outlet for its own sake."""
    return with_segments(given, habits={})


@SWITCHES.register("loyalty")
@of_scenario
def loyalty(given: Scenario) -> Scenario:
    """Nobody goes back to an outlet because of having bought there."""
    return with_segments(given, loyalty=0.0)


@SWITCHES.register("season")
@of_scenario
def season(given: Scenario) -> Scenario:
    """Needs are as frequent in every week of the year."""
    people = {
        name: segment.model_copy(
            update={
                "needs": {c: need.model_copy(update={"season": 0.0}) for c, need in segment.needs.items()}
            }
        )
        for name, segment in given.segments.items()
    }
    return given.model_copy(update={"segments": people})


@SWITCHES.register("advice")
@of_scenario
def advice(given: Scenario) -> Scenario:
    """Nobody is asked for advice: all buy with the doubts they came with."""
    return with_segments(given, advice_effort=inf)


@SWITCHES.register("doubt")
@of_scenario
def doubt(given: Scenario) -> Scenario:
    """Nobody minds not having seen a product, so nobody has anything to ask."""
    return with_products(given, uncertainty=0.0)


@SWITCHES.register("fit")
@of_scenario
def fit(given: Scenario) -> Scenario:
    """Products ask nothing of whoever sells them: every outlet fits."""
    return with_products(given, needs=None)


@SWITCHES.register("worth")
@of_scenario
def worth(given: Scenario) -> Scenario:
    """Nobody minds going without: no need is worth an amount drawn for it."""
    return with_segments(given, worth=None)


@SWITCHES.register("luck")
@of_scenario
def luck(given: Scenario) -> Scenario:
    """Choices hang on no luck of the week: it only decides ties, and no harm is counted."""
    return with_segments(given, taste_shock=0.0)
