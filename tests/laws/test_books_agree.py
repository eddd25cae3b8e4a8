"""Books agree: what members take to be owed and on order is what all orders, letters and loads add up to."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.market.market import Market
from simulator.market.simulate import opened
from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds

type Count = Counter[tuple[str, str]]
"""Steps by member and product."""


def added_up(market: Market) -> tuple[Count, Count, Count]:
    """Return what is owed, what of it does not wait, and what is on order, from the books alone."""
    owed, impatient, on_order = Counter(), Counter(), Counter()
    for supplier, orders in market.pipeline.orders.items():
        for order in orders:
            owed[supplier, order.product] += order.units
            impatient[supplier, order.product] += 0 if order.waits else order.units
            on_order[order.buyer, order.product] += order.units
    for offer in market.backorders.open.offer.tolist():
        outlet, product = divmod(offer, len(market.run_tables.products))
        owed[market.run_tables.outlets[outlet], market.run_tables.products[product]] += 1
    for letters in market.pipeline.letters.values():
        for letter in letters:
            on_order[letter.order.buyer, letter.order.product] += letter.order.units
    for loads in market.pipeline.arrivals.values():
        for load in loads:
            on_order[load.buyer, load.product] += load.units
    return owed, impatient, on_order


def remembered(market: Market) -> tuple[Count, Count, Count]:
    """Return the same as members count it."""
    found: tuple[Count, Count, Count] = (Counter(), Counter(), Counter())
    for name, agent in market.members.items():
        stock = agent.stock
        for into, count in zip(found, (stock.owed, stock.impatient, stock.on_order), strict=True):
            into.update({(name, product): units for product, units in count.items()})
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(scenario=worlds(weeks=9, customers=60), seed=st.integers(0, 2**40))
def test_what_members_count_is_what_the_books_say(scenario: Scenario, seed: int) -> None:
    """Owed, impatient and on order, of everybody and every product, at the end of every week."""
    market = opened(scenario, seed)
    for _ in range(scenario.weeks):
        market.step()
        for counted, there in zip(remembered(market), added_up(market), strict=True):
            assert counted == there  # a Counter is equal to one that has noughts more
