"""The identity of stages: of every cell, category, stage and outlet, entries are exits or still there."""

from collections import Counter

import pandas as pd
import pytest

from simulator.domain.journey_entries import ENDS, STANDS_AT
from simulator.ledger.ledger import Ledger
from tests.worlds.pool import World

WHERE = ["week", "cell", "category"]


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return a table with plain words, cells by number, and no outlet as an empty word."""
    rows = ledger.table(kind)
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
    came = Counter({key: needs for key, needs in came.items() if key[3] in STANDS_AT})
    went = Counter({key: needs for key, needs in went.items() if key[3]})

    assert before + came == went + now
    assert set(steps["stage"]) <= {"", *STANDS_AT} and set(steps["next_stage"]) <= {*STANDS_AT, *ENDS}


@pytest.mark.by_day(14)
def test_journeys_begin_and_end_as_needs_do(world: World) -> None:
    """As `need_flow` counts them, by cell, category and week."""
    ledger = world.ledger
    steps, flows = table(ledger, "stage_transition"), table(ledger, "need_flow")
    flows = flows[flows["outcome"] != "visits"]
    called = {"unaware": "arisen", "customer": "met", "rivals": "met"}
    ends = steps[steps["next_stage"].isin(ENDS) | (steps["stage"] == "")]
    told = ends.assign(outcome=ends["next_stage"].replace(called))
    still = table(ledger, "in_stage").assign(outcome="open")

    by = [*WHERE, "outcome"]
    assert summed(pd.concat([told, still]), by, "needs") == summed(flows, by, "needs")


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
