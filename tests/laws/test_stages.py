"""The identity of stages: of every cell, category, stage and outlet, entries are exits or still there."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from simulator.domain.journey_entries import AFTERWARDS, ENDS, STANDS_AT
from simulator.domain.people.need import Need
from simulator.domain.people.usual_interval import usual_interval
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.pool import World
from tests.worlds.small import small_scenario, small_world

WHERE = ["week", "cell", "category"]


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return a table with plain words, cells by number, and no outlet as an empty word."""
    rows = ledger.table(kind, steps=True)
    rows["cell"] = ledger.columns(kind)["cell"]
    plain = [name for name in rows if isinstance(rows[name].dtype, pd.CategoricalDtype)]
    return rows.assign(**{name: rows[name].astype(object).where(rows[name].notna(), "") for name in plain})


def summed(rows: pd.DataFrame, by: list[str], column: str) -> Counter[tuple[object, ...]]:
    """Return sums of a column by others, without zeros."""
    sums = rows.groupby(by)[column].sum()
    return Counter({key: value for key, value in sums.to_dict().items() if value})


@pytest.mark.by_day(14)
def test_who_comes_to_a_stage_leaves_it_or_stands_there(world: World) -> None:
    """In stage before + entries = exits + in stage, of every cell, category, stage and outlet, every week."""
    ledger = world.ledger
    steps, there = table(ledger, "stage_transition"), table(ledger, "in_stage")
    came = summed(steps, [*WHERE, "next_stage", "next_outlet"], "needs")
    went = summed(steps, [*WHERE, "stage", "outlet"], "needs")
    now = summed(there, [*WHERE, "stage", "outlet"], "needs")
    before = Counter(
        {(week + 1, *at): needs for (week, *at), needs in now.items() if week < ledger.last_week}
    )
    came = Counter({key: needs for key, needs in came.items() if key[3] in (*STANDS_AT, "customer")})
    went = Counter({key: needs for key, needs in went.items() if key[3]})

    assert before + came == went + now
    assert set(steps["stage"]) <= {"", *STANDS_AT, "customer"}
    assert set(steps["next_stage"]) <= {*STANDS_AT, *ENDS, *AFTERWARDS}


@pytest.mark.by_day(14)
def test_journeys_begin_and_end_as_needs_do(world: World) -> None:
    """As `need_flow` counts them, by cell, category and week."""
    ledger = world.ledger
    steps, flows = table(ledger, "stage_transition"), table(ledger, "need_flow")
    flows = flows[flows["outcome"] != "visits"]
    called = {"unaware": "arisen", "customer": "met", "rivals": "met"}
    ends = steps[steps["next_stage"].isin(ENDS) | (steps["stage"] == "")]
    told = ends.assign(outcome=ends["next_stage"].replace(called))
    still = table(ledger, "in_stage").query("stage != 'customer'").assign(outcome="open")

    by = [*WHERE, "outcome"]
    assert summed(pd.concat([told, still]), by, "needs") == summed(flows, by, "needs")


def followed(ledger: Ledger, scenario: Scenario) -> Counter[tuple[object, ...]]:
    """Return what became of purchases, told from customers' needs: retained, lapsed, or at `customer`."""
    needs, focal = ledger.table("need"), ledger.header.scenario.focal_maker
    own = {name for name, made in scenario.products.items() if made.maker == focal}
    needs = needs[(needs["outcome"] == "met") & needs["product"].isin(own)]
    bounds = np.cumsum([cell.customers for cell in ledger.header.cells])
    found: Counter[tuple[object, ...]] = Counter()
    for (customer, category), rows in needs.groupby(["customer", "category"], observed=True):
        cell = int(np.searchsorted(bounds, customer, side="right"))
        need = scenario.segments[ledger.header.cells[cell].segment].needs.get(category, Need(per_year=0))
        lives = [scenario.products[name].weeks_of_use() for name in own
                 if scenario.products[name].category == category]  # fmt: skip
        interval = usual_interval(need, max(lives))
        first = rows.groupby("week")["outlet"].first().astype(str).to_dict()
        for week, outlet in zip(rows["week"], rows["outlet"].astype(str), strict=True):
            after = min((later for later in first if later > week), default=math.inf)
            at = (cell, category, "customer", outlet)
            until = min(after, week + interval)
            if after <= week + interval:
                found[after, *at, "retained", first[after]] += 1
            elif until <= ledger.last_week:
                found[until, *at, "lapsed", ""] += 1
            for stands in range(week, int(min(until, ledger.last_week + 1))):
                found[stands, *at] += 1
    return found


def told_of_purchases(ledger: Ledger) -> Counter[tuple[object, ...]]:
    """Return what a ledger tells of purchases, as `followed` does."""
    at = [*WHERE, "stage", "outlet"]
    steps, there = table(ledger, "stage_transition"), table(ledger, "in_stage")
    steps, there = (rows[rows["stage"] == "customer"] for rows in (steps, there))
    return summed(steps, [*at, "next_stage", "next_outlet"], "needs") + summed(there, at, "needs")


@pytest.mark.by_day(14)
def test_purchases_are_followed_or_lapse(world: World) -> None:
    """As each customer's purchases tell it, one by one, in every world that knows customers apart."""
    ledger = world.detailed.ledger

    assert told_of_purchases(ledger) == followed(ledger, world.scenario)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("interval", [1, 3])
def test_purchases_are_followed_or_lapse_in_a_busy_world(crowd: str, interval: int) -> None:
    """Where some are, at other outlets, too; several in a week, and some of orders."""
    segments = small_world()["segments"]
    for people in segments.values():
        people["needs"]["light"] = {"per_year": 40, "counted": True, "lapses_after_weeks": interval}
    scenario = small_scenario(
        segments=segments,
        backorders=[{"at": "dealer"}],
        detail="sales",
        stages=True,
        crowd=crowd,
        customers=80,
    )
    ledger = simulate(scenario, 4)
    told = told_of_purchases(ledger)
    ends = Counter(key[5] for key in told if len(key) > 5)

    assert told == followed(ledger, scenario)
    assert all(ends[word] for word in AFTERWARDS)
    assert any(key[4] != key[6] for key in told if key[5:6] == ("retained",))


@pytest.mark.by_day(14)
def test_outlets_bring_customers_as_they_sell_and_take_orders(world: World) -> None:
    """By outlet, cell and week; the focal manufacturer's products end as `customer`, others as `rivals`."""
    ledger = world.ledger
    steps = table(ledger, "stage_transition").rename(columns={"next_outlet": "at"})
    focal = dict(zip(ledger.header.products, ledger.header.focal_products.tolist(), strict=False))
    for kind, stages in (("sale", ("rivals", "customer")), ("backorder", ("ordered", "ordered"))):
        if not ledger.count(kind):
            assert not steps["next_stage"].isin(stages).any()
            continue
        goods = table(ledger, kind).rename(columns={"outlet": "at"})
        goods["next_stage"] = [stages[focal[product]] for product in goods["product"]]
        by = ["week", "cell", "at", "next_stage"]
        assert summed(steps[steps["next_stage"].isin(stages)], by, "needs") == summed(goods, by, "units")


@pytest.mark.by_day(14)
def test_drop_offs_are_lost_needs_told_apart_by_stage_and_outlet(world: World) -> None:
    """By cell, category, week and reason, to the sixtieth."""
    by = [*WHERE, "reason"]
    lost, told = (table(world.ledger, kind) for kind in ("lost_need", "drop_off"))

    assert summed(told, by, "sixtieths") == summed(lost, by, "sixtieths")
    assert set(told["stage"]) <= {*STANDS_AT[:-1]}
    assert ((told["outlet"] != "") == told["stage"].isin(("considering", "deciding"))).all()
