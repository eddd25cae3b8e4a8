"""Transactions: every purchase of every customer, and all that outlets take for them."""

import numpy as np
import pytest

from simulator import transactions
from simulator.ledger.metric import NotRecordedError
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, NORTH, SHOP
from tests.worlds.pool import World
from tests.worlds.small import small_scenario


def test_they_are_what_was_sold(world: World) -> None:
    """By customers of the right cells; units and money of all weeks, and one row for what is alike."""
    ledger = world.detailed.ledger
    table, step = transactions(ledger), ledger.header.scenario.units.money_step
    sales = ledger.columns("sale")
    cells = np.repeat(
        [cell.name for cell in ledger.header.cells], [cell.customers for cell in ledger.header.cells]
    )

    assert (table["segment"] + "/" + table["region"]).tolist() == cells[table["customer"]].tolist()
    assert not table.duplicated(["customer", "week", "outlet", "product", "price"]).any()
    assert table["week"].is_monotonic_increasing
    assert (table["units"] * table["price"]).sum() == pytest.approx(
        (sales["units"] * sales["price"]).sum() * step
    )
    sold = ledger.table("sale", steps=True).astype({"outlet": str}).groupby(["week", "outlet"])["units"].sum()
    told = table.groupby(["week", "outlet"])["units"].sum() / ledger.header.scenario.units.quantity_step
    assert told.to_dict() == sold.to_dict()
    formats = {member.name: member.format for member in ledger.header.members}
    assert table["format"].tolist() == [formats[name] for name in table["outlet"]]


def test_what_is_alike_is_one_row() -> None:
    """Two bulbs for reasons of their own; what another week or outlet sells is another row."""
    ledger = by_hand.blank(detail="sales", units={"quantity_step": 0.5})
    more = {"product": BULB, "customer": 3, "price": 5000}
    by_hand.sale(ledger, [2, 2, 2, 1], [NORTH, NORTH, SHOP, NORTH], 1, **more, substitute=[0, 1, 0, 0])

    assert transactions(ledger).to_numpy().tolist() == [
        [3, "home", "north", 1, "north", "dealer", "bulb", "bolt", 0.5, 100.0],
        [3, "home", "north", 2, "shop", "web_store", "bulb", "bolt", 0.5, 100.0],
        [3, "home", "north", 2, "north", "dealer", "bulb", "bolt", 1.0, 100.0],
    ]


def test_a_run_without_sales_has_none() -> None:
    """An empty table with all columns."""
    table = transactions(by_hand.blank(detail="sales"))

    assert len(table) == 0
    assert "customer" in table.columns


def test_less_detail_keeps_none_and_says_so() -> None:
    """With the detail that would have."""
    ledger = by_hand.blank()

    with pytest.raises(NotRecordedError, match="they need 'detail: sales'; this ledger has 'summary'"):
        transactions(ledger)
    assert small_scenario().detail == "summary"
