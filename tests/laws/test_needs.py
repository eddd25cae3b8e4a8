"""The identity of needs: of every cell and category, week by week, what arose is met, over, or open."""

from collections import Counter

import numpy as np
import pytest

from simulator.domain.ledger_entries import NEED_FLOWS
from simulator.market.simulate import simulate
from tests.worlds.pool import World, pool


def test_every_need_is_met_over_or_open(world: World) -> None:
    """Open before + arisen = met + given up + overtaken + cancelled + open, in every week."""
    ledger = world.ledger
    rows = ledger.columns("need_flow")
    header, words = ledger.header, np.asarray([*ledger.words, ""])
    shape = (ledger.last_week + 1, len(header.cells), len(header.categories))
    flow = {name: np.zeros(shape, dtype=np.int64) for name in NEED_FLOWS}
    for name in NEED_FLOWS:
        which = words[rows["outcome"]] == name
        place = rows["week"][which], rows["cell"][which], rows["category"][which]
        np.add.at(flow[name], place, rows["needs"][which])
    over = flow["met"] + flow["given_up"] + flow["overtaken"] + flow["cancelled"]

    assert (np.diff(flow["open"], axis=0) == (flow["arisen"] - over)[1:]).all()
    assert (flow["visits"] >= flow["arisen"]).all()


def test_no_more_needs_are_met_than_goods_were_had(world: World) -> None:
    """A need met is a unit sold or delivered."""
    met = world.ledger.table("need_flow")
    met = met[met["outcome"] == "met"]["needs"].sum()

    assert met == world.ledger.table("sale", steps=True)["units"].sum()


def test_as_many_needs_come_to_the_last_stage_as_are_met_or_ordered_for(world: World) -> None:
    """Of every cell and category: what one need of a record found, the next has not found yet."""
    ledger = world.ledger
    stages, met = ledger.table("stage_flow"), ledger.table("need_flow")
    bought = stages[stages["stage"] == "bought"]["customers"].sum()
    met = met[met["outcome"] == "met"]["needs"].sum()
    ordered, delivered = (ledger.table(kind, steps=True)["units"].sum() for kind in ("backorder", "delivery"))

    assert bought == met + ordered - delivered


@pytest.mark.parametrize("number", [1, 6])
def test_a_need_behind_one_that_was_met_is_not_met_with_it(number: int) -> None:
    """In worlds whose records go on after a need of theirs was met, and are given up."""
    test_as_many_needs_come_to_the_last_stage_as_are_met_or_ordered_for(pool("adding up", whole=True)[number])


def test_each_need_is_written_once_and_adds_up_to_what_is_counted(world: World) -> None:
    """By week, cell, category and outcome; an order that is cancelled is so in the week it is withdrawn."""
    ledger = world.detailed.ledger
    sizes = np.cumsum([cell.customers for cell in ledger.header.cells])
    each = ledger.table("need", steps=True).astype({"outcome": str, "category": str})
    each["cell"] = np.searchsorted(sizes, each["customer"], side="right")
    counted = ledger.table("need_flow").astype({"outcome": str, "category": str})
    counted["cell"] = ledger.columns("need_flow")["cell"]
    by, ends = ["week", "cell", "category", "outcome"], ["arisen", "met", "given_up", "overtaken"]
    told = counted[counted["outcome"].isin(ends)].groupby(by)["needs"].sum()
    withdrawn = Counter(ledger.table("withdrawal").groupby(["week", "customer"])["units"].sum().to_dict())
    cancelled = each[each["outcome"] == "cancelled"].groupby(["week", "customer"]).size()

    assert each[each["outcome"].isin(ends)].groupby(by).size().to_dict() == told.to_dict()
    assert Counter(cancelled.to_dict()) == withdrawn
    name = ["category", "customer", "onset", "ordinal"]
    arisen, over = (each[(each["outcome"] == "arisen") == which] for which in (True, False))
    assert not arisen[name].duplicated().any() and not over[name].duplicated().any()
    assert (arisen["onset"] == arisen["week"]).all() and (over["onset"] <= over["week"]).all()
    assert set(over[name].itertuples(index=False)) <= set(arisen[name].itertuples(index=False))


def test_a_need_met_is_a_sale_to_the_same_customer(world: World) -> None:
    """Row for row: week, customer, outlet, product and price."""
    ledger = world.detailed.ledger
    same = ["week", "customer", "outlet", "product", "price"]
    need, sale = (ledger.columns(kind) for kind in ("need", "sale"))
    met = np.asarray([*ledger.words, ""])[need["outcome"]] == "met"
    needs = Counter(zip(*(need[name][met].tolist() for name in same), strict=True))
    sales: Counter[tuple[int, ...]] = Counter()
    for *row, units in zip(*(sale[name].tolist() for name in (*same, "units")), strict=True):
        sales[tuple(row)] += units

    assert needs == sales


@pytest.mark.worlds("lasting", "adding up", "waiting", most=3)
def test_both_ways_write_the_same_needs(world: World) -> None:
    """Customers one by one and in columns, each need by itself."""
    other = world.one_by_one
    if world.scenario.detail == "summary":
        other = simulate(world.detailed.ledger.header.scenario.changed(crowd="one_by_one"), world.seed)

    assert other.count("need")
    assert other.content_hash() == world.detailed.ledger.content_hash()
