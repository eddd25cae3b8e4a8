"""Events on a condition: when they happen, when they do not, and what they leave in the ledger."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.market.events.in_force import world

CUT = {"price_change": 0.9}


def steps(ledger: Ledger) -> list[tuple[int, str]]:
    """Return weeks and steps of all events, in order."""
    table = ledger.table("intervention")
    return list(zip(table["week"].tolist(), table["step"].tolist(), strict=True))


def weekly(scenario: Scenario, seed: int, by: str | None = None, key: str | None = None) -> list[float]:
    """Return units sold week by week in a run without events, of all or of one part."""
    ledger = simulate(scenario.changed(events=[]), seed)
    sales = ledger.table("sale", steps=True)
    sales = sales[sales["product"] == "lamp"]
    if by == "region":
        sales = sales[sales["cell"].astype(str).str.endswith(f"/{key}")]
    each = sales.groupby("week")["units"].sum()
    return [float(each.get(week, 0)) for week in range(1, scenario.weeks + 1)]


def due(values: list[float], limit: float, weeks: int, over: int) -> int | None:
    """Return the week in which sums over some weeks have been below a limit so often running."""
    held = 0
    for last in range(over, len(values)):
        held = held + 1 if sum(values[last - over : last]) < limit else 0
        if held == weeks:
            return last + 1
    return None


@pytest.mark.by_day(1)
@pytest.mark.parametrize(
    ("part", "times"),
    [({}, 2), ({}, 4), ({"by": "region", "key": "north"}, 4)],
    ids=["part0", "more", "part1"],
)
def test_it_happens_when_its_condition_has_held(part: dict[str, str], times: int) -> None:
    """In the first week after so many in which the sum of past weeks was below the limit; else never."""
    busy = world(customers=300)
    for _ in range(times):
        seed, weeks, over = (int(DRAW.integers(1, high)) for high in (1000, 4, 4))
        sold = weekly(busy, seed, **part)
        limit = float(np.quantile(np.convolve(sold, np.ones(over), "valid"), DRAW.uniform(0.2, 0.9)))
        when = {"metric": "units_sold", "below": limit, "weeks": weeks, "over": over, **part}
        expected = due(sold, limit, weeks, over)
        found = steps(simulate(world({"when": when, "do": CUT}, customers=300), seed))

        assert found == ([] if expected is None else [(expected, "started")]), (seed, when)


def test_it_writes_down_what_it_was_decided_by() -> None:
    """The reading of the week in which it begins is what the metric says of the weeks before."""
    when = {"metric": "units_sold", "below": 1e9, "over": 3}
    ledger = simulate(world({"id": "dear", "when": when, "do": CUT}), 5)
    read = ledger.table("trigger_reading").iloc[0]
    sold = measure(ledger, "units_sold", "week")

    assert isinstance(sold, pd.Series)
    assert (read["week"], read["event"], read["metric"]) == (4, "dear", "units_sold")
    assert read["amount"] == sold[[1, 2, 3]].sum()


def test_an_event_that_never_happens_changes_nothing() -> None:
    """Not an entry differs from a run without it."""
    never = {"metric": "units_sold", "above": 1e9}
    events: list[dict[str, Any]] = [
        {"when": never, "do": CUT},
        {"when": never, "depart": "acme dealer north 1"},
    ]

    assert simulate(world(*events), 5).content_hash() == simulate(world(), 5).content_hash()


def test_what_is_not_known_does_not_hold() -> None:
    """Where nobody buys there is no average price, which is neither above nor below anything."""
    plain = world().model_dump(mode="json")["segments"]
    idle = {key: {**segment, "needs": {"light": {"per_year": 0.0}}} for key, segment in plain.items()}
    events = [{"when": {"metric": "average_price", side: 0.5}, "do": CUT} for side in ("above", "below")]

    assert steps(simulate(world(*events, segments=idle), 5)) == []
    assert len(steps(simulate(world(events[0], customers=2000), 5))) == 1


def test_a_part_of_which_nothing_is_told_is_nought_where_parts_add_up() -> None:
    """A region that sells nothing sells less than one unit."""
    plain = world().model_dump(mode="json")["segments"]
    idle = {key: {**segment, "needs": {"light": {"per_year": 0.0}}} for key, segment in plain.items()}
    when = {"metric": "units_sold", "by": "region", "key": "north", "below": 1.0, "weeks": 2}

    assert steps(simulate(world({"when": when, "do": CUT}, segments=idle), 5)) == [(3, "started")]


def test_it_repeats_only_if_that_is_said() -> None:
    """A condition that always holds for two weeks, an event of three: over and over, or once."""
    when = {"metric": "units_sold", "above": -1.0, "weeks": 2}
    once = {"when": when, "do": CUT, "lasts": 3}
    cycle = [(3, "started"), (6, "ended"), (8, "started"), (11, "ended")]

    assert steps(simulate(world(once), 5)) == cycle[:2]
    assert steps(simulate(world({**once, "repeats": True}), 5)) == cycle


def test_somebody_else_s_measure_decides() -> None:
    """Whoever plays may say how the ledger is read, such as with errors."""
    asked: list[tuple[int, str, str | None]] = []

    def mine(ledger: Ledger, metric: str, by: str | None) -> float:
        asked.append((ledger.last_week, metric, by))
        return 7.0 if ledger.last_week >= 6 else 0.0

    event = {"when": {"metric": "units_sold", "above": 6.5}, "do": CUT}

    assert steps(simulate(world(event), 5, measure=mine)) == [(7, "started")]
    assert asked == [(week, "units_sold", None) for week in range(1, 7)]


def test_a_channel_opens_on_a_condition() -> None:
    """It is named from the start, opens when the condition has held, and sells."""
    when = {"metric": "units_sold", "above": -1.0, "weeks": 4}
    way = {"model": "direct_automated", "label": "late", "price": 0.5}
    ledger = simulate(world({"when": when, "do": {"open_channel": way}}, customers=3000), 5)

    assert ledger.table("admission")["week"].tolist() == [5]
    assert ledger.header.member("late web_store").opens is None
    assert (ledger.table("sale", steps=True).query("outlet == 'late web_store'")["week"] >= 5).all()
    assert len(ledger.table("sale", steps=True).query("outlet == 'late web_store'")) > 0


def dead_stock(stock: int = 100, sold: int = 5, **condition: object) -> Scenario:
    """Return a line in which nothing sells after the sixth week, with an event under a condition."""
    idle = {"policy": "told", "orders": [0]}
    book = {"maker": "acme", "category": "books", "unit_cost": 5, "list_price": 20, "attributes": {}}
    shop = {"name": "shop", "lead_time_weeks": 1, "opening_stock": stock, "margin": 0.4, "ordering": idle}
    demand = {"stream": "listed", "weeks": [sold] * 6}
    given = {
        "schema_version": 1, "name": "dead stock", "weeks": 16, "customers": 0,
        "manufacturers": {"acme": {"production_weeks": 0, "opening_stock": 100, "ordering": idle}},
        "products": {"book": book},
        "distribution": {"model": "supply_line", "tiers": [shop], "demand": demand},
        "events": [{"id": "alarm", "when": condition, "do": {"trade_terms": {"margin": 0.5}}}],
    }  # fmt: skip
    return Scenario.model_validate_json(json.dumps(given))


@pytest.mark.parametrize(
    ("condition", "week"),
    [
        # 70 units on hand last for ever from week 7 on, which is known in week 8
        ({"metric": "weeks_of_supply", "above": 60}, 8),
        ({"metric": "weeks_of_supply", "by": "product", "key": "book", "above": 60}, 8),
        ({"metric": "weeks_of_supply", "above": 60, "weeks": 3}, 10),
        # 95 units at five a week in week 1: known in week 2
        ({"metric": "weeks_of_supply", "below": 20}, 2),
        # infinite is not below anything, and what never was on hand at a maker is not above
        ({"metric": "weeks_of_supply", "below": 13}, None),
    ],
)
def test_an_infinity_meets_a_condition(condition: dict[str, object], week: int | None) -> None:
    """Above every limit, below none."""
    found = [week for week, _ in steps(simulate(dead_stock(**condition), 1))]
    assert (found[0] if found else None) == week


def test_nothing_of_nothing_meets_no_condition() -> None:
    """A shop that never has anything and sells nothing has no weeks of supply, neither few nor many."""
    for limit in ({"above": 1}, {"below": 1e9}):
        assert not steps(simulate(dead_stock(0, 0, metric="weeks_of_supply", **limit), 1))
