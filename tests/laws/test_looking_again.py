"""Who does not look again would have found nothing: entries are those of a run in which everybody looks."""

import numpy as np
import pytest

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.week_changes import WeekChanges
from simulator.market.customers.weighed_offers import WeighedOffers
from simulator.market.simulate import opened
from simulator.market.state.choice_tables import WeekTables
from tests.worlds.lookers import assert_equal, both_ways, played, visits, with_needs
from tests.worlds.pool import World

LONG = {"lasts_weeks": 26, "kept_per_week": 1.0, "luck_renewed": 0.0}
"""Needs of which many are open at a time."""


@pytest.mark.by_day(2)
@pytest.mark.worlds("lasting", "adding up", "learning", "branded", "using", "advised", "advertised", most=1)
def test_only_visits_that_find_nothing_are_left_out(world: World) -> None:
    """Sales, orders, payments, needs, harm, surplus, and choices of visits that are made, entry by entry."""
    scenario = world.scenario.changed(crowd="columns")
    assert_equal(world.ledger, played(scenario, world.seed, everybody=True))
    for wider in ({"search_growth": 0.0, "search_elsewhere": 0.0}, {"search_growth": 0.5}):
        some, everybody = both_ways(with_needs(scenario, **LONG, **wider), world.seed)
        assert_equal(some, everybody)
        assert visits(some) <= visits(everybody)


@pytest.mark.by_day(4)
@pytest.mark.worlds("lasting", "learning", "using", "advised", "advertised")
def test_no_offer_becomes_better_or_worse_by_more_than_is_told(world: World) -> None:
    """Of every customer and every offer, week by week, needed or not; with the same memory and luck."""
    market = opened(with_needs(world.scenario.changed(crowd="columns"), **LONG), world.seed)
    for _ in range(world.scenario.weeks):
        market.step()
        changes = market.crowd.again.changes
        if changes is not None and not changes.of_outlets:
            for category in range(len(market.crowd.run_tables.categories)):
                assert_told(market.crowd.columns, changes, category)


def assert_told(columns: CustomerColumns, changes: WeekChanges, category: int) -> None:
    """No V is further from what it was than `WeekChanges` says, for customers with the same advice.

    Customers that believe something beyond their cells are left out: they look in every week.
    """
    (then, adviser), (since, other) = (
        worths(columns, tables, category) for tables in (changes.before, changes.now)
    )
    cell = columns.people.cell
    beta = columns.price_sensitivity(np.arange(len(cell)), category)
    is_told = (adviser == other) & ~believing(columns, category)
    rise = np.where(is_told[:, None], since - then, np.nan)  # nan is beyond nothing
    rounding = 1e-9 * (1.0 + np.abs(then) + np.abs(since))

    def most(worth: Floats, price: Floats) -> Floats:
        return (worth[category, cell] + beta * price[category, cell])[:, None] + rounding

    assert not (rise > most(changes.better, changes.cheaper)).any()
    assert not (-rise > most(changes.worse, changes.dearer)).any()


def believing(columns: CustomerColumns, category: int) -> Flags:
    """Say which customers believe something of a category beyond their cells [N]."""
    of = columns.run_tables.products_of[category]
    own = [believed for (product, _), believed in columns.believes.items() if product in of]
    return np.any([np.zeros(len(columns.people.key)), *own], axis=0)


def worths(columns: CustomerColumns, tables: WeekTables, category: int) -> tuple[Floats, Integers]:
    """Return V of every offer to every customer, nan of what is not seen [N, O × P], and advisers [N]."""
    who = np.arange(len(columns.people.key))
    looking = ConsiderationSet(columns, tables, category, who, luck_week=np.ones(len(who), dtype=np.int64))
    worth = np.full((len(who), tables.stock.size), np.nan)
    worth[looking.seen.row, looking.seen.offer] = sum(WeighedOffers(looking).utility())
    return worth, looking.adviser
