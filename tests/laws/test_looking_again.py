"""Who does not look again would have found nothing: entries are those of a run in which everybody looks."""

import pytest

from tests.worlds.lookers import assert_equal, both_ways, visits, with_needs
from tests.worlds.pool import World

LONG = {"lasts_weeks": 26, "kept_per_week": 1.0, "luck_renewed": 0.0}
"""Needs of which many are open at a time."""


@pytest.mark.worlds("lasting", "branded")
def test_only_visits_that_find_nothing_are_left_out(world: World) -> None:
    """Sales, orders, payments, needs, harm, surplus, and choices of visits that are made, entry by entry."""
    scenario = world.scenario.changed(crowd="columns")
    assert_equal(*both_ways(scenario, world.seed))
    for wider in ({"search_growth": 0.0, "search_elsewhere": 0.0}, {"search_growth": 0.5}):
        some, everybody = both_ways(with_needs(scenario, **LONG, **wider), world.seed)
        assert_equal(some, everybody)
        assert visits(some) <= visits(everybody)
