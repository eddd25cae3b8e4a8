"""A web store at the dealers' price: the split sums to its units, and some of them were the dealers'."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.validation.patterns._drawn_worlds import BASES, SEEDS
from experiments.web_store_by_need import GROWTHS, beside, line, markdown, rows, split_of_store
from simulator import load, measure, simulate
from simulator.studies.need_split.paired_needs import NEW, OWN, SOURCES


@pytest.mark.nightly
def test_the_split_of_a_web_store_sums_to_its_units() -> None:
    """In a shipped world, to the unit; the store asks the list price."""
    world = load("scenarios/espresso_dealers_craft.yaml")
    split = split_of_store(world, seeds=[3])
    ledger = simulate(beside(world), 3)
    (store,) = split.outlets
    units = {one.source: one.units.mean for one in split.sources}
    asked = ledger.table("posting", steps=True).query("outlet == @store")["price"] * world.units.money_step

    assert sum(units.values()) == measure(ledger, "units_sold", by="outlet")[store] > 100
    assert sum(one.net.mean for one in split.sources if one.net.n) == pytest.approx(split.sold.mean)
    assert units[NEW] > 0 and units[OWN] > 0
    assert set(asked) == {449.0}
    assert f"| a store | {split.sold.mean:,.0f} |" in line(pd.DataFrame(rows("a store", split)))


def test_the_published_table_has_every_world_and_its_shares_sum() -> None:
    """Three shipped worlds and twenty drawn ones; sources are all that was sold, by either count."""
    table = pd.read_csv("experiments/web_stores/table.csv")
    by_world = table.groupby("world", sort=False)

    others = [f"{BASES[0]}, search growth {growth:g}" for growth in GROWTHS]
    drawn = [f"drawn world {number}" for number in range(1, SEEDS + 1)]
    assert list(by_world.groups) == [*BASES, *others, *drawn]
    assert (table.groupby("world")["source"].agg(tuple) == SOURCES).all()
    assert by_world["units"].sum().to_numpy() == pytest.approx(by_world["sold"].first().to_numpy(), abs=0.01)
    assert by_world["share_by_totals"].sum().to_numpy() == pytest.approx(1.0, abs=0.001)
    assert markdown(table) in Path("experiments/web_stores/table.md").read_text(encoding="utf-8")
