"""Simulate: from a scenario and a seed to a ledger."""

from collections.abc import Callable

from simulator.base.keyed_random import KeyedRandom
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.customer import Customer
from simulator.market.goods.columns.eligibility import fits_columns
from simulator.market.goods.columns.week import supply_in_columns
from simulator.market.market import BuildChannel, Market
from simulator.market.phases.intervene import open_market
from simulator.market.setup.build_channel import build_channel
from simulator.market.state.protocols import Measure
from simulator.market.week import WEEK
from simulator.scenario.errors.arguments import A_SCENARIO, callable_value, of_type, seed_of
from simulator.scenario.schema import Scenario

FEWEST_MEMBERS = 16
"""Fewer members are played faster one by one (`experiments/benchmarks/supply_speed.py`)."""


def simulate(
    scenario: Scenario,
    seed: int = 1,
    *,
    progress: Callable[[int, int], None] | None = None,
    customer: type[Customer] | None = None,
    dice: KeyedRandom | None = None,
    measure: Measure = measure,
    build: BuildChannel = build_channel,
) -> Ledger:
    """Play a *scenario* under a *seed*, a whole number from 0, and return its ledger, closed.

    *progress* is told (week, weeks) after each week. With a *customer* class of one's own the market
    asks customers one by one, whatever the scenario says. *dice* may be a recording subclass.
    *measure* answers the questions on which events of the scenario depend; *build* makes the channel, by
    default as the scenario says.
    Raises ArgumentError for what is no scenario or no seed, and ChannelError if the scenario's distribution
    models make no channel together.
    """
    callable_value("progress", progress)
    market = opened(scenario, seed, customer=customer, dice=dice, measure=measure, build=build)
    use_columns_if_faster(market)
    for week in range(1, scenario.weeks + 1):
        market.step()
        if progress is not None:
            progress(week, scenario.weeks)
    return market.ledger.close()


def opened(
    scenario: Scenario,
    seed: int = 1,
    *,
    customer: type[Customer] | None = None,
    dice: KeyedRandom | None = None,
    measure: Measure = measure,
    build: BuildChannel = build_channel,
) -> Market:
    """Return a market that is open and has not played a week: for stepping through it by hand.

    Its members are asked one by one, so that what each of them has can be looked at week by week.
    """
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    seed = seed_of(seed)
    if dice is not None:
        of_type("dice", dice, KeyedRandom, "a KeyedRandom")
    callable_value("customer", customer)
    callable_value("measure", measure, may_be_none=False)
    callable_value("build", build, may_be_none=False)
    market = Market(scenario, seed, phases=WEEK, customer=customer, dice=dice, measure=measure, build=build)
    open_market(market)
    for other in market.without_sources.values():
        open_market(other)
    return market


def use_columns_if_faster(market: Market) -> None:
    """Move the goods of a market that has just opened in columns, if it fits columns and that is faster.

    The ledger is the same either way; the members' own inventories stay as they were opened.
    """
    if len(market.members) >= FEWEST_MEMBERS and fits_columns(market):
        market.phases = supply_in_columns(market)
