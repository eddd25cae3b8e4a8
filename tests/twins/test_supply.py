"""Supply twice: member by member and all shelves at once write the same ledger, entry by entry."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.simulate import opened, simulate
from simulator.engine.supply.suited import is_suited
from simulator.engine.supply.week import all_shelves_at_once
from simulator.ledger.difference import difference
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from tests.trees import trees

RANDOM_TREES = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def together(scenario: Scenario, seed: int) -> Ledger:
    """Play a market all shelves at once, however few they are."""
    market = opened(scenario, seed)
    assert is_suited(market)
    market.phases = all_shelves_at_once(market)
    for _ in range(scenario.weeks):
        market.step()
    return market.ledger.close()


@RANDOM_TREES
@given(scenario=trees(), seed=st.integers(0, 2**40))
def test_both_ways_of_moving_goods_write_equal_ledgers(scenario: Scenario, seed: int) -> None:
    """Scarce goods, letters, late ships, half-kept orders, spoilage, capacities: not one entry differs."""
    one_by_one = simulate(scenario.model_copy(update={"crowd": "one_by_one"}), seed)
    at_once = together(scenario, seed)

    assert difference(one_by_one, at_once) == ""
    assert at_once.content_hash() == one_by_one.content_hash()
