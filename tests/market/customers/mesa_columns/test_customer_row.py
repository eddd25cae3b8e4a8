"""Mesa lists every customer, however they are kept; and a customer of one's own is asked one by one."""

import tracemalloc

import pytest

from simulator.ledger.diff import difference
from simulator.market.customers.customer import Customer, Visit
from simulator.market.simulate import opened, simulate
from simulator.scenario.load import load
from tests.worlds.needs_of_a_week import needs_of_a_week

WORLD = load("scenarios/espresso_hybrid_craft.yaml", set=["customers=200", "weeks=8"])


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_everybody_is_listed(crowd: str) -> None:
    """Members and customers are in `agents`; customers by their type, too."""
    market = opened(WORLD.changed(crowd=crowd))

    assert len(market.agents_by_type[Customer]) == WORLD.customers
    assert len(market.agents) == WORLD.customers + len(market.members)
    assert len(market.agents.select(agent_type=Customer)) == WORLD.customers


def test_a_listed_customer_is_who_the_reference_says() -> None:
    """After some weeks, row by row: cell, tastes, outlets at hand, what it has and where it bought last."""
    markets = [opened(WORLD.changed(crowd=crowd)) for crowd in ("columns", "one_by_one")]
    for market in markets:
        for _ in range(8):
            market.step()
    rows, people = (list(market.agents_by_type[Customer]) for market in markets)
    for row, person in zip(rows, people, strict=True):
        assert (row.key, row.cell, row.row, row.last_outlet) == (
            person.key,
            person.cell,
            person.row,
            person.last_outlet,
        )
        assert row.price_sensitivity == person.price_sensitivity
        assert row.tastes == tuple(person.tastes.values())
        assert tuple(outlet for outlet in row.candidates if outlet >= 0) == person.candidates
        assert {product for product, had in enumerate(row.experience) if had} == person.experience
    assert any(person.experience for person in people)


def test_a_hundred_thousand_customers_are_listed_without_an_object_each() -> None:
    """Listing costs a few bytes a customer beyond the columns, where an object costs hundreds."""
    few, many = (needs_of_a_week(WORLD).changed(customers=number) for number in (1000, 101_000))
    sizes = []
    for scenario in (few, many):
        tracemalloc.start()
        market = opened(scenario)
        assert len(market.agents_by_type[Customer]) == scenario.customers
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()

    assert (sizes[1] - sizes[0]) / 100_000 < 150


class Ascetic(Customer):
    """Looks at everything and buys nothing."""

    def rank(self, visit: Visit, weighed: list) -> None:
        """Want nothing."""


def test_a_customer_of_one_s_own_is_asked_one_by_one() -> None:
    """It says so, and the market does as the class says."""
    with pytest.warns(UserWarning, match="one by one"):
        ledger = simulate(WORLD, 2, customer=Ascetic)

    assert ledger.count("sale") == 0
    assert ledger.count("posting") > 0


def test_the_plain_customer_given_by_hand_changes_nothing() -> None:
    """The reference class itself is no news."""
    with pytest.warns(UserWarning, match="one by one"):
        by_hand = simulate(WORLD, 2, customer=Customer)

    assert difference(by_hand, simulate(WORLD, 2)) == ""
