"""Waiting by the book: who waits is a logit, what waits is the classical recursion, and off is off."""

from math import exp
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.catalog.utility.waiting import Waiting
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.pipeline import pipeline_steps
from simulator.market.goods.backorders import fulfil as delivering
from simulator.market.goods.backorders import place as taking_orders
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate
from tests.worlds.small import small_scenario
from tests.worlds.waiting import PRICE, SENSITIVITY, lamp_shop


def people(**fields: Any) -> dict[str, Any]:
    """Return the people of the lamp shop, some fields changed."""
    return {"readers": {**lamp_shop().model_dump(mode="json")["segments"]["readers"], **fields}}


def chosen(seed: int, weeks: int, cost: float, rival: float) -> tuple[np.ndarray, np.ndarray]:
    """Return how customers of two stores choose, of which one is empty, and how they should [shares].

    To wait at the empty one, to buy at the other, to go without.
    """
    store = {"model": "direct_automated", "lead_time_weeks": 1}
    scenario = lamp_shop(
        segments=people(waiting_cost=cost),
        manufacturers={"acme": {"ordering": {"policy": "base_stock", "level": 0}}},
        distribution=[
            {**store, "label": "empty", "opening_stock": 0},
            {**store, "label": "full", "opening_stock": 99_999, "price": rival},
        ],
        backorders=[{"at": "empty web_store", "promised_weeks": weeks}],
    )
    ledger = simulate(scenario, seed)
    counts = [ledger.columns(kind)["units"].sum() for kind in ("backorder", "sale")]
    worth = [exp(-cost * weeks), exp((1.0 - rival) * PRICE * SENSITIVITY), 1.0]
    people_there = scenario.customers
    shares = np.array([*counts, people_there - sum(counts)]) / people_there
    return shares, np.array(worth) / sum(worth)


def is_met(seed: int, weeks: int, cost: float, rival: float) -> bool:
    """Say whether all three shares are within 3.5 standard errors."""
    found, target = chosen(seed, weeks, cost, rival)
    error = np.sqrt(target * (1 - target) / 4000)
    return bool((np.abs(found - target) <= 3.5 * error).all())


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_who_waits_switches_or_goes_without_is_a_logit(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """P ∝ e^(V − c w), e^V′, 1: the mixed shortage; and with a cost that is not felt, it would not be."""
    rng = np.random.default_rng(seed)
    drawn = (int(rng.integers(1, 4)), float(rng.uniform(0.2, 0.6)), float(rng.uniform(0.8, 1.2)))

    assert is_met(seed, *drawn)

    def unfelt(shopper: Any, offer: Any, visit: Any) -> Any:
        del shopper, visit
        return 0.0 * offer.weeks_to_wait

    monkeypatch.setattr(Waiting, "value", staticmethod(unfelt))

    assert not is_met(seed, *drawn)


def replenished(level: int, lead_time: int, weeks: int = 30) -> Any:
    """Return a store that is never left by anybody: base stock, a lead time, no cost of waiting."""
    return lamp_shop(
        weeks=weeks,
        customers=300,
        segments=people(waiting_cost=0.0, needs={"light": {"per_year": 6}}),
        manufacturers={"acme": {"opening_stock": 99_999}},
        products={"lamp": {**lamp_shop().model_dump(mode="json")["products"]["lamp"], "appeal": 40.0}},
        distribution={
            "model": "direct_automated",
            "lead_time_weeks": lead_time,
            "opening_stock": level,
            "ordering": {"policy": "base_stock", "level": float(level)},
        },
    )


def weekly(ledger: Ledger, kind: str, when: str = "week", **where: str) -> np.ndarray:
    """Return the units of a kind by week, from week 0 on."""
    table = ledger.table(kind, steps=True)
    for column, name in where.items():
        table = table[table[column].astype(str) == name]
    table = table[table[when] <= ledger.header.scenario.weeks]
    return np.bincount(table[when], table["units"], minlength=ledger.header.scenario.weeks + 1)


def follows_the_recursion(seed: int, level: int, lead_time: int) -> bool:
    """Say whether stock and backlog are the parts of IN(t) = IN(t−1) + arrivals − demand, by base stock S.

    IN = S − demand of the last L + 1 weeks: every week's demand is ordered at once and comes L weeks later.
    """
    ledger = simulate(replenished(level, lead_time), seed)
    store = "acme web_store"
    demand = weekly(ledger, "sale") - weekly(ledger, "delivery") + weekly(ledger, "backorder")
    backlog = np.cumsum(
        weekly(ledger, "backorder") - weekly(ledger, "delivery") - weekly(ledger, "withdrawal")
    )
    on_hand = weekly(ledger, "stock", member=store)
    pipeline = np.concatenate([np.zeros(lead_time), demand])[: len(demand)]
    net = level - np.cumsum(demand - pipeline)
    assert measure(ledger, "fill_rate") < 1.0
    return bool((on_hand[1:] == np.maximum(net, 0)[1:]).all() and (backlog == np.maximum(-net, 0)).all())


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_stock_and_backlog_follow_the_classical_recursion(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody goes away; and not if the store forgot in its orders what it owes its customers."""
    rng = np.random.default_rng(seed)
    level, lead_time = int(rng.integers(20, 60)), int(rng.integers(1, 4))

    assert follows_the_recursion(seed, level, lead_time)

    for module in (taking_orders, delivering):
        monkeypatch.setattr(module, "book_owed", lambda *_: None)

    assert not follows_the_recursion(seed, level, lead_time)


@pytest.mark.parametrize("never", [{"waiting_cost": 1e6}, {"patience_weeks": 0}])
def test_where_nobody_would_ever_wait_the_run_is_the_one_without_orders(never: dict[str, Any]) -> None:
    """Hash-equal to the run in which every sale that is missed is lost."""
    segments = small_scenario().model_dump(mode="json")["segments"]
    segments = {
        name: {**segment, "needs": {"light": {"per_year": 40}}, **never} for name, segment in segments.items()
    }
    makers = {"acme": {"opening_stock": 4}, "rival": {}}
    short = small_scenario(segments=segments, manufacturers=makers, weeks=10)
    taking = short.changed(backorders=[{"at": "dealer"}, {"at": "web_store"}])
    ledger = simulate(short, 5)

    assert ledger.count("lost_sale") > 0
    assert simulate(taking, 5).content_hash() == ledger.content_hash()
    willing = {
        name: {**segment, "waiting_cost": 0.0, "patience_weeks": None} for name, segment in segments.items()
    }
    assert simulate(taking.changed(segments=willing), 5).content_hash() != ledger.content_hash()


def test_who_waits_is_let_go_when_the_outlet_leaves_and_when_patience_ends() -> None:
    """Nothing was paid, nothing is paid back; those who were let go have needs again."""
    store = {"model": "direct_automated", "opening_stock": 0}
    leaving = lamp_shop(
        weeks=8,
        customers=200,
        distribution=[
            {**store, "label": "empty", "ordering": {"policy": "fixed_schedule", "orders": []}},
            {**store, "label": "full", "opening_stock": 999},
        ],
        segments=people(waiting_cost=0.0, patience_weeks=3),
        backorders=[{"at": "empty web_store", "promised_weeks": 1}],
        events=[{"week": 6, "depart": "empty web_store"}],
    )
    ledger = simulate(leaving, 2)
    gone = ledger.table("withdrawal").astype({"reason": str})
    placed = ledger.table("backorder", steps=True)

    assert not ledger.count("delivery")
    assert set(gone["reason"]) == {"patience", "departure"}
    tired = gone[gone["reason"] == "patience"]
    assert (tired["week"] - tired["ordered"] == 3).all()
    assert (gone.loc[gone["reason"] == "departure", "week"] == 6).all()
    assert gone["units"].sum() == placed["units"].sum()
    again = set(placed.loc[placed["week"] == 4, "customer"]) & set(tired.loc[tired["week"] == 4, "customer"])
    assert again
    assert not placed[placed["week"].between(1, 3)]["customer"].duplicated().any()
    payments = ledger.table("payment").astype({"payer": str, "reason": str})
    assert not payments["payer"].eq("empty web_store").any()


def test_who_waits_for_what_will_not_come_is_let_go_and_others_wait_until_the_run_ends() -> None:
    """Who stops ordering cancels when nothing is under way; else an order stays open to the end."""
    store = {"model": "direct_automated", "opening_stock": 0}
    ends = lamp_shop(
        weeks=8,
        customers=200,
        manufacturers={"acme": {"opening_stock": 9_999}},
        distribution=[
            {**store, "label": "quick", "ordering": {"policy": "fixed_schedule", "orders": []}},
            {**store, "label": "slow", "lead_time_weeks": 52},
        ],
        segments=people(waiting_cost=0.0),
        backorders=[{"at": "web_store", "promised_weeks": 1}],
        events=[{"week": 5, "who": "quick web_store", "do": {"delist": {}}}],
    )
    ledger = simulate(ends, 4)
    gone = ledger.table("withdrawal").astype({"reason": str, "outlet": str})
    waiting = measure(ledger, "customers_waiting", "outlet")

    assert not ledger.count("delivery")
    assert set(zip(gone["week"], gone["reason"], gone["outlet"], strict=True)) == {
        (5, "discontinued", "quick web_store")
    }
    assert (gone["ordered"] < 5).all()
    assert gone["units"].sum() + measure(ledger, "customers_waiting", "week").iloc[-1] == (
        ledger.table("backorder", steps=True)["units"].sum()
    )
    assert waiting["slow web_store"] > 0


def test_metrics_tell_who_asked_who_waits_and_for_how_long() -> None:
    """Demand is told when it is asked, once; orders on hand = orders filled a week × weeks (Little's law)."""
    ledger = simulate(replenished(25, 2, weeks=40), 9)
    asked = weekly(ledger, "sale") - weekly(ledger, "delivery") + weekly(ledger, "backorder")
    waited, filled = measure(ledger, "customers_wait"), weekly(ledger, "delivery").sum()
    waiting = measure(ledger, "customers_waiting", "week")
    still = ledger.table("backorder", steps=True)["units"].sum() - filled
    open_weeks = waited * filled
    left = pd.DataFrame(ledger.columns("backorder"))
    left = (
        left.groupby("week")["units"]
        .sum()
        .sub(pd.DataFrame(ledger.columns("delivery")).groupby("ordered")["units"].sum(), fill_value=0)
    )
    open_weeks += (left * (41 - left.index.to_numpy())).sum()

    assert filled > 0
    assert waiting.iloc[-1] == still
    assert waiting.sum() == pytest.approx(open_weeks)
    assert pipeline_steps(ledger)["web_store"].owed.tolist() == waiting.tolist()
    assert measure(ledger, "customers_waiting") == pytest.approx(waiting.mean())
    variance = measure(ledger, "bullwhip", "tier")
    assert variance["web_store"] == pytest.approx(1.0)  # base stock passes on what was asked
    assert measure(ledger, "fill_rate") == pytest.approx(1 - weekly(ledger, "backorder").sum() / asked.sum())
    losses = measure(ledger, "lost_demand", "reason")
    assert losses["not delivered"] == still
    assert losses.sum() == pytest.approx(measure(ledger, "lost_demand"))


@pytest.mark.parametrize(
    ("terms", "place", "why"),
    [
        (
            {"at": "web_stor"},
            "at",
            "'web_stor'; did you mean 'web_store'?",
        ),
        ({"at": "sales_team"}, "at", "can close so many sales a week only, and takes no orders for later"),
        ({"at": "web_store", "product": "bulb"}, "product", "none of these outlets has 'bulb'"),
    ],
)
def test_who_cannot_take_orders_is_told(terms: dict[str, Any], place: str, why: str) -> None:
    """With the place in the file."""
    products = lamp_shop().model_dump(mode="json")["products"]
    scenario = lamp_shop(
        manufacturers={"acme": {}, "rival": {}},
        products={**products, "bulb": {**products["lamp"], "maker": "rival"}},
        distribution=[{"model": "direct_automated"}, {"model": "direct_assisted"}],
        competition=[{"model": "direct_assisted", "maker": "rival"}],
        backorders=[terms],
    )
    found = list(channel_faults(scenario))

    assert found
    assert found[0][0] == ("backorders", 0, place)
    assert why in found[0][1]
