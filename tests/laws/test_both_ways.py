"""The customer twice: one by one and all at once write the same ledger, entry by entry."""

from simulator.ledger.diff import difference
from tests.worlds.pool import World


def test_both_ways_of_keeping_customers_write_equal_ledgers(world: World) -> None:
    """Networks, shortages, backorders, several products and channels: not one entry differs."""
    same = world.ledger.content_hash() == world.one_by_one.content_hash()

    assert same, difference(world.one_by_one, world.ledger)
