"""A web store at the dealers' price: the split sums to its units, and some of them were the dealers'."""

import pytest

from experiments.web_store_by_need import beside, line, split_of_store
from simulator import load, measure, simulate
from simulator.studies.need_split.paired_needs import NEW, OWN


def test_the_split_of_a_web_store_sums_to_its_units() -> None:
    """In a shipped world, to the unit; the store asks the list price."""
    world = load("scenarios/espresso_dealers_craft.yaml")
    split = split_of_store(world, seeds=[3])
    ledger = simulate(beside(world), 3)
    (store,) = split.outlets
    units = {one.source: one.units.mean for one in split.sources}
    asked = ledger.table("posting").query("outlet == @store")["price"] * world.units.money_step

    assert sum(units.values()) == measure(ledger, "units_sold", by="outlet")[store] > 100
    assert sum(one.net.mean for one in split.sources if one.net.n) == pytest.approx(split.sold.mean)
    assert units[NEW] > 0 and units[OWN] > 0
    assert set(asked) == {449.0}
    assert f"{split.sold.mean:,.0f}" in line("a store", split)
