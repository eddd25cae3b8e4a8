"""Coming and going: a pool that sleeps is not there, and whoever enters or leaves does so in order."""

import json
from typing import Any

import pandas as pd
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of, members_of
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.market import Market
from simulator.market.setup.build_channel import build_channel
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.market.entry_exit.test_departure import table
from tests.worlds.small import small_scenario

EAGER = {
    "policy": "profit_threshold",
    "review_weeks": 1,
    "most_at_once": 1.0,
    "entry_profit": 0.0,
    "entry_weeks": 1,
    "exit_weeks": 2,
    "spread": 0.0,
}
"""A rule by which members come at the first profit and go at the first loss."""


def resale(**terms: Any) -> Scenario:
    """Return two shops in each region, or what is given, in a market that feeds some more."""
    way = {
        "model": "open_resale",
        "wholesalers": 1,
        "resellers": 2,
        "marketplace_sellers": 1,
        "reach": 1.0,
        "marketplace_reach": 1.0,
        "wholesale_stock": 500,
        "lead_time_weeks": 1,
        "delivery_weeks": 1,
        "opening_stock": 15,
        "entry_exit": EAGER,
        **terms,
    }
    return small_scenario(distribution=way, customers=1200, weeks=16, candidates=30, events=[])


def hash_of(scenario: Scenario, seed: int = 3) -> str:
    """Return the hash of what a run says."""
    return simulate(scenario, seed).content_hash()


def test_a_pool_that_never_wakes_changes_nothing() -> None:
    """Entry by entry: who sleeps posts nothing, costs nothing and draws nobody's luck."""
    asleep = {**EAGER, "entry_profit": 1e9, "pioneers": 0.0, "exit_weeks": 52}
    one, other = (
        simulate(
            resale(entry_exit=asleep, reseller_pool=pool, seller_pool=pool).changed(weeks=8, customers=600), 3
        )
        for pool in (0, 3)
    )

    assert one.count("sale") and one.count("order")
    assert len(other.header.members) == len(one.header.members) + 3 * 2 + 3
    for kind in (kind for kind in KINDS if one.count(kind) or other.count(kind)):
        assert table(one, kind).equals(table(other, kind)), kind


def test_without_rules_it_is_as_if_there_were_none() -> None:
    """A rule that never lets anybody leave and the absence of one write the same ledger."""
    stays = {**EAGER, "exit_weeks": 52}

    with_it, without = (resale(entry_exit=rule).changed(weeks=8) for rule in (stays, None))
    assert hash_of(with_it) == hash_of(without)


def test_one_more_in_the_pool_changes_nobody_else() -> None:
    """Members and contracts of everybody else are the same, to the last number."""
    few, many = (
        build_channel(resale(reseller_pool=pool, seller_pool=pool), KeyedRandom(5)) for pool in (2, 3)
    )

    assert {m.name: m for m in members_of(few)}.items() <= {m.name: m for m in members_of(many)}.items()
    assert [c for c in contracts_of(many) if c in contracts_of(few)] == contracts_of(few)


@pytest.fixture(scope="module")
def lively() -> Ledger:
    """Return a run in which many come and go."""
    scenario = resale(reseller_pool=6, seller_pool=4, running_cost=15.0)
    columns, one_by_one = (simulate(scenario.changed(crowd=crowd), 3) for crowd in ("columns", "one_by_one"))
    assert difference(one_by_one, columns) == ""
    return columns


def moves(ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who came and who went."""
    came, went = table(ledger, "admission"), table(ledger, "departure")
    return came[came["reason"] == "pays"], went[went["reason"] == "does not pay"]


def test_many_come_and_go(lively: Ledger) -> None:
    """Nobody twice, nobody who was there from the start; and both ways of keeping customers agree on it."""
    came, went = moves(lively)
    potential = {member.name for member in lively.header.members if member.is_potential}

    assert len(came) >= 5
    assert len(went) >= 3
    assert came["member"].is_unique
    assert went["member"].is_unique
    assert set(came["member"]) <= potential


def test_who_enters_brings_nothing_along_and_pays_for_its_first_stock(lively: Ledger) -> None:
    """No opening entry; an order in its week, at its supplier; nothing of it is seen before."""
    came, _ = moves(lively)
    openings, orders = table(lively, "opening"), table(lively, "order")
    postings, paid = table(lively, "posting"), table(lively, "payment")
    stays = came[came["week"] < 15]

    assert not set(came["member"]) & set(openings["member"])
    for week, name in zip(stays["week"], stays["member"], strict=True):
        first = orders[orders["buyer"] == name].iloc[0]

        assert (first["week"], first["units"]) == (week, 15)
        assert postings[postings["outlet"] == name]["week"].min() == week
        assert paid[paid["payer"] == name]["week"].min() == week


def test_who_leaves_is_gone(lively: Ledger) -> None:
    """From its week on it posts nothing, pays no rent and keeps nothing."""
    _, went = moves(lively)
    postings, stock, paid = table(lively, "posting"), table(lively, "stock"), table(lively, "payment")
    for week, name in zip(went["week"], went["member"], strict=True):
        assert postings[postings["outlet"] == name]["week"].max() < week
        assert not len(stock[(stock["member"] == name) & (stock["week"] >= week)])
        assert not len(paid[(paid["payer"] == name) & (paid["reason"] == "running") & (paid["week"] >= week)])


@pytest.mark.parametrize("stock", [15, 0])
def test_profit_is_what_is_left_of_sales(stock: int) -> None:
    """Revenue less fees, rent, storage and the goods sold, from the shelf or delivered on order."""
    terms = {"running_cost": 15.0, "opening_stock": stock, "entry_exit": {**EAGER, "exit_weeks": 52}}
    orders = [] if stock else [{"at": "reseller"}]
    market = opened(resale(reseller_pool=2, **terms).changed(backorders=orders), 3)
    for _ in range(8):
        market.step()
    payments, sales, postings = (table(market.ledger, kind) for kind in ("payment", "sale", "posting"))
    cost = {c.buyer: round(c.prices["lamp"] * 100) for c in market.header.contracts if "lamp" in c.prices}
    checked = 0
    for name, profits in market.member_profits.own.items():
        weeks = postings[postings["outlet"] == name]["week"].tolist()
        mine = payments[(payments["payer"] == name) | (payments["payee"] == name)]
        mine = mine[~mine["reason"].isin(["goods", "buy_back"])]
        signed = mine["amount"].where(mine["payee"] == name, -mine["amount"])
        sold = sales[sales["outlet"] == name].groupby("week")["units"].sum()
        for week, profit in zip(weeks, profits, strict=True):
            expected = signed[mine["week"] == week].sum() - cost[name] * sold.get(week, 0)
            checked += 1

            assert profit == pytest.approx(expected / 100)
    assert checked > 30
    assert bool(market.ledger.count("delivery")) == (not stock)


def test_no_more_move_at_once_than_the_rule_has_it() -> None:
    """At reviews alone, and of each kind a share of those who are there, one at least."""
    rule = {**EAGER, "review_weeks": 3, "most_at_once": 0.5}
    ledger = simulate(resale(reseller_pool=12, entry_exit=rule), 3)
    came, _ = moves(ledger)
    postings = table(ledger, "posting")
    assert len(came) >= 4
    assert set(came["week"] % 3) == {0}
    for region in ("north", "south"):
        shops = postings[postings["outlet"].str.contains(f"reseller {region}")]
        there = shops.groupby("week")["outlet"].nunique()
        for week, many in came[came["member"].str.contains(region)].groupby("week").size().items():
            assert many <= max(1, int(0.5 * there[week - 1]))


@pytest.mark.parametrize(
    ("gone", "stay_asleep"),
    [("marketplace", "marketplace seller"), ("wholesaler 1", "")],
    ids=["host", "supplier"],
)
def test_nobody_wakes_whose_host_or_supplier_has_left(gone: str, stay_asleep: str) -> None:
    """A seller does not come to a marketplace that is gone; nobody opens whom nobody supplies."""
    pioneers = {**EAGER, "pioneers": 1.0}
    scenario = resale(reseller_pool=4, seller_pool=4, resellers=0, marketplace_sellers=0, entry_exit=pioneers)
    leaves = [{"week": 1, "depart": f"acme {gone}"}]
    awake, asleep = (
        moves(simulate(scenario.changed(events=events, weeks=6), 3))[0] for events in ([], leaves)
    )

    assert awake["member"].str.contains(stay_asleep).sum() >= 2
    assert not asleep["member"].str.contains(stay_asleep).any()


def test_a_pool_on_a_marketplace_with_a_box() -> None:
    """Its sellers come and go as well, and what they say is the same after a round through a file."""
    way = {"model": "marketplace", "sellers": 1, "seller_pool": 5, "reach": 1.0, "entry_exit": EAGER}
    scenario = small_scenario(distribution=way, customers=1200, weeks=16, events=[])
    again = Scenario.model_validate_json(json.dumps(scenario.model_dump(mode="json")))
    market = opened(scenario, 2)

    assert isinstance(market, Market)
    assert sum(agent.member.is_potential and agent.is_open for agent in market.members.values()) == 0
    assert len(moves(simulate(again, 2))[0]) >= 2
