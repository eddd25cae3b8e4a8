"""The customer twice: one by one and all at once write the same ledger, entry by entry."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.ledger.diff import difference
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds

RANDOM_WORLDS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@RANDOM_WORLDS
@given(scenario=worlds(), seed=st.integers(0, 2**40))
def test_both_ways_of_keeping_customers_write_equal_ledgers(scenario: Scenario, seed: int) -> None:
    """Networks, shortages, several products and channels: not one entry differs."""
    columns = simulate(scenario.changed(crowd="columns"), seed)
    one_by_one = simulate(scenario.changed(crowd="one_by_one"), seed)

    assert difference(one_by_one, columns) == ""
    assert columns.content_hash() == one_by_one.content_hash()
