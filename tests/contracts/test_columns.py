"""Contracts of columns: a rule that answers many at once says of each what it says of one, to the bit."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessColumns
from simulator.domain.decisions.ordering_columns import OrderingColumns
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ALLOCATION, DEMAND_PROCESSES, ORDERING
from tests.contracts.test_registries import with_defaults
from tests.worlds.random_policies import ordering, streams

EXAMPLES = settings(max_examples=60, deadline=None)
UNITS = st.integers(0, 40)
WORDS = st.integers(0, 2**64 - 1)


def whole(values: list[int]) -> Any:
    """Return a column of whole numbers."""
    return np.array(values, dtype=np.int64)


@st.composite
def columns(draw: st.DrawFn) -> OrderingColumns:
    """Draw what some members see."""
    size, weeks = draw(st.integers(1, 5)), draw(st.integers(0, 12))

    def some(numbers: st.SearchStrategy[int]) -> list[int]:
        return draw(st.lists(numbers, min_size=size, max_size=size))

    def shares(numbers: st.SearchStrategy[float]) -> Any:
        return np.array(draw(st.lists(numbers, min_size=size, max_size=size)), dtype=np.float64)

    return OrderingColumns(
        week=draw(st.integers(1, 30)),
        on_hand=whole(some(UNITS)),
        on_order=whole(some(UNITS)),
        owed=whole(some(UNITS)),
        demand=[whole(some(UNITS)) for _ in range(weeks)],
        lead_time_weeks=whole(some(st.integers(0, 4))),
        expected=shares(st.just(float("nan")) | st.floats(0, 50)),
        below=whole(some(st.integers(-20, 60))),
        filled=shares(st.floats(0, 1)),
        luck=np.array(some(WORDS), dtype=np.uint64),
        price_off=shares(st.just(0.0) | st.floats(0, 0.5)),
        mean_delay=shares(st.just(0.0) | st.floats(0, 3)),
        delay_variance=shares(st.floats(0, 4)),
    )


def test_columns_show_what_a_view_shows() -> None:
    """No field of a view is missing side by side."""
    shown = {field.name for field in fields(OrderingColumns)}
    assert shown == {field.name for field in fields(OrderingView)}


def rules() -> st.SearchStrategy[OrderingPolicy]:
    """Return every ordering rule on the shelf, and rules that random worlds draw."""
    every = st.sampled_from([with_defaults(ORDERING, name) for name in ORDERING.names()])
    return every | ordering().map(_rule)


def _rule(said: Any) -> OrderingPolicy:
    said = {"policy": said} if isinstance(said, str) else dict(said)
    kind = ORDERING.get(said.pop("policy"))
    inner = {
        key: _rule(value) for key, value in said.items() if key in ("rule", "then") and value is not None
    }
    rule: OrderingPolicy = kind(**(said | inner))
    return rule


@EXAMPLES
@given(rule=rules(), seen=columns())
def test_an_ordering_rule_orders_the_same_for_many(rule: OrderingPolicy, seen: OrderingColumns) -> None:
    """And expects the same of them."""
    alone = [rule.order(seen.one(at)) for at in range(len(seen))]
    assert rule.order_many(seen).tolist() == alone

    asked = seen.on_hand
    expected = [rule.expect(seen.one(at).expected, asked[at].item(), seen.week) for at in range(len(seen))]
    together = rule.expect_many(seen.expected, asked, seen.week).tolist()
    assert [None if value != value else value for value in together] == expected  # noqa: PLR0124 - not a number


@pytest.mark.by_day(7)
@pytest.mark.parametrize("name", ORDERING.names())
@settings(max_examples=15, deadline=None)
@given(seen=columns())
def test_every_ordering_rule_orders_the_same_for_many(name: str, seen: OrderingColumns) -> None:
    """Each one on the shelf, whoever wrote it."""
    rule = with_defaults(ORDERING, name)
    assert rule.order_many(seen).tolist() == [rule.order(seen.one(at)) for at in range(len(seen))]


@EXAMPLES
@given(
    stream=st.sampled_from([with_defaults(DEMAND_PROCESSES, name) for name in DEMAND_PROCESSES.names()])
    | streams().map(
        lambda said: DEMAND_PROCESSES.get(said["process"])(
            **{k: v for k, v in said.items() if k != "process"}
        )
    ),
    week=st.integers(1, 30),
    who=st.lists(st.tuples(WORDS, st.just(float("nan")) | st.floats(0, 50)), min_size=1, max_size=6),
)
def test_a_stream_wants_the_same_of_many(
    stream: DemandProcess, week: int, who: list[tuple[int, float]]
) -> None:
    """With the same luck and the same week before."""
    words = np.array([word for word, _ in who], dtype=np.uint64)
    before = np.array([units for _, units in who])
    seen = DemandProcessColumns(week, before, words)
    assert stream.units_many(seen).tolist() == [stream.units(seen.one(at)) for at in range(len(seen))]


@st.composite
def claims(draw: st.DrawFn) -> Claims:
    """Draw the orders that some suppliers hold, not all of whom are short."""
    suppliers, size = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    group = draw(st.lists(st.integers(0, suppliers - 1), min_size=size, max_size=size))
    place = sorted(set(group))
    units = st.integers(1, 30) | st.integers(10**9, 10**12)
    return Claims(
        available=whole(draw(st.lists(units, min_size=len(place), max_size=len(place)))),
        supplier=whole([place.index(each) for each in group]),
        units=whole(draw(st.lists(units, min_size=size, max_size=size))),
        week=whole(list(range(size))),
        is_own=np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size))),
        luck=np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), dtype=np.uint64),
        buyer=whole(list(range(size))),
        tags_of=draw(st.lists(st.sampled_from(((), ("key",))), min_size=size, max_size=size)),
    )


@pytest.mark.parametrize("name", ALLOCATION.names())
@EXAMPLES
@given(held=claims())
def test_an_allocation_rule_gives_the_same_for_many_suppliers(name: str, held: Claims) -> None:
    """As each supplier alone would give, in whatever order the orders stand."""
    rule = with_defaults(ALLOCATION, name)
    alone = np.zeros(len(held), dtype=np.int64)
    for available, rows in held.by_supplier():
        alone[rows] = rule.allocate(available, [held.one(at) for at in rows.tolist()])
    assert rule.allocate_many(held).tolist() == alone.tolist()


@pytest.mark.parametrize("name", ["order_up_to", "order_up_to_known"])
@settings(max_examples=15, deadline=None)
@given(seen=columns())
def test_who_minds_delays_minds_them_for_many(name: str, seen: OrderingColumns) -> None:
    """Whether shipments may be late or not."""
    rule = _rule({"policy": name, "minds_delays": True, **({"mean": 4.0} if name.endswith("known") else {})})
    assert rule.order_many(seen).tolist() == [rule.order(seen.one(at)) for at in range(len(seen))]
