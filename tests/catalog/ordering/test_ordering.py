"""Ordering rules: what each must do for every view, beside what all of them promise in tests/contracts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.catalog.ordering.base_stock import BaseStock
from simulator.catalog.ordering.chase_demand import ChaseDemand
from simulator.catalog.ordering.fixed_schedule import FixedSchedule
from simulator.catalog.ordering.forward_buying import ForwardBuying
from simulator.catalog.ordering.order_up_to import OrderUpTo
from simulator.catalog.ordering.periodic_review import PeriodicReview
from simulator.catalog.ordering.reorder_point import ReorderPoint
from simulator.catalog.ordering.reorder_point_lot_size import ReorderPointLotSize
from simulator.catalog.ordering.shortage_gaming import ShortageGaming
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from tests.draws import DRAW

views = st.builds(
    OrderingView,
    week=st.integers(1, 99),
    on_hand=st.integers(0, 99),
    on_order=st.integers(0, 99),
    owed=st.integers(0, 99),
    demand=st.lists(st.integers(0, 99), max_size=26).map(tuple),
    lead_time_weeks=st.integers(0, 9),
)
whole = st.integers(-20, 99).map(float)


@st.composite
def waiting(draw: st.DrawFn) -> ReorderPoint:
    """Draw an (s, S) rule, S above s."""
    reorder_at = draw(st.integers(0, 60))
    return ReorderPoint(reorder_at=float(reorder_at), level=float(reorder_at + draw(st.integers(1, 60))))


def position_of(view: OrderingView) -> int:
    """Return the inventory position."""
    return view.on_hand + view.on_order - view.owed


def played(rule: OrderingPolicy, demand: list[int], opening: int) -> tuple[list[float], list[float]]:
    """Return orders and positions after ordering, week by week, of a member who owes what it lacks."""
    position, orders, positions = opening, [], []
    for week, asked in enumerate(demand, start=1):
        position -= asked
        have, owe = max(0, position), max(0, -position)
        orders.append(max(0.0, rule.order(OrderingView(week, have, 0, owe, tuple(demand[:week]), 0))))
        position += round(orders[-1])
        positions.append(position)
    return orders, positions


demands = st.lists(st.integers(0, 30), min_size=1, max_size=40)


# (s, S)


@given(rule=waiting(), view=views)
def test_reorder_point_waits_and_then_fills_up(rule: ReorderPoint, view: OrderingView) -> None:
    """Above s nothing; at s and below, exactly up to S."""
    position = position_of(view)

    assert rule.order(view) == (rule.level - position if position <= rule.reorder_at else 0)


@given(rule=waiting(), demand=demands)
def test_reorder_point_orders_no_less_than_its_gap(rule: ReorderPoint, demand: list[int]) -> None:
    """Orders are none or S − s at least, and the position stays above s and at most at S."""
    orders, positions = played(rule, demand, opening=int(rule.level))

    assert all(order == 0 or order >= rule.level - rule.reorder_at for order in orders)
    assert all(rule.reorder_at < position <= rule.level for position in positions)


@given(level=whole.filter(lambda s: s >= 0), above=st.floats(0, 50), view=views)
def test_a_level_below_the_reorder_point_never_takes_back(
    level: float, above: float, view: OrderingView
) -> None:
    """With S at or below s it is base stock at S: what is missing to S, never less than nothing."""
    rule = ReorderPoint(reorder_at=level + above, level=level)

    assert rule.order(view) == max(0, level - position_of(view))


# (R, nQ)


@given(reorder_at=whole, lot=st.integers(1, 50), view=views)
def test_fixed_quantity_orders_the_fewest_whole_lots(reorder_at: float, lot: int, view: OrderingView) -> None:
    """A multiple of Q that lifts the position above R; one lot less would not."""
    order, position = ReorderPointLotSize(reorder_at=reorder_at, lot=lot).order(view), position_of(view)

    assert order % lot == 0
    assert position + order > reorder_at
    assert order == 0 or position + order - lot <= reorder_at


@given(reorder_at=st.integers(0, 60).map(float), lot=st.integers(1, 50), demand=demands)
def test_fixed_quantity_keeps_the_position_within_one_lot(
    reorder_at: float, lot: int, demand: list[int]
) -> None:
    """Once it has opened there, the position after ordering is always in (R, R + Q]."""
    _, positions = played(ReorderPointLotSize(reorder_at=reorder_at, lot=lot), demand, int(reorder_at) + lot)

    assert all(reorder_at < position <= reorder_at + lot for position in positions)


# chase


@given(demand=demands, opening=st.integers(0, 50))
def test_chase_demand_repeats_demand_and_leaves_the_position(demand: list[int], opening: int) -> None:
    """Orders are the demand itself, week by week, so the inventory position never moves."""
    orders, positions = played(ChaseDemand(), demand, opening)

    assert orders == demand
    assert set(positions) == {opening}


@given(view=views)
def test_chase_demand_looks_at_nothing_else(view: OrderingView) -> None:
    """It orders what was asked for last, and nothing before there was any demand."""
    assert ChaseDemand().order(view) == (view.demand[-1] if view.demand else 0)


# Over another rule


@given(view=views, weeks=st.integers(1, 9), luck=st.integers(0, 2**64 - 1), staggered=st.booleans())
def test_every_few_weeks_orders_once_for_all_of_them(
    view: OrderingView, weeks: int, luck: int, *, staggered: bool
) -> None:
    """In one of k weeks what the rule would order with k − 1 more weeks to cover, in the others nothing."""
    rule, inner = PeriodicReview(rule=OrderUpTo(), weeks=weeks, staggered=staggered), OrderUpTo()
    asked = [replace(view, week=view.week + later, luck=luck) for later in range(weeks)]
    orders = [rule.order(each) for each in asked]
    covering = replace(view, lead_time_weeks=view.lead_time_weeks + weeks - 1)
    at = next(n for n, each in enumerate(asked) if each.week % weeks == (luck % weeks if staggered else 0))

    assert orders[at] == inner.order(covering)
    assert all(order == 0 for n, order in enumerate(orders) if n != at)
    assert rule.unbatched() == inner


@given(view=views, filled=st.floats(0, 1), most=st.floats(1, 20))
def test_inflated_orders_what_it_wants_over_the_share_it_got(
    view: OrderingView, filled: float, most: float
) -> None:
    """At most so many times as much; a fair share of what was ordered is then what is wanted."""
    wanted = BaseStock(level=200.0).order(view)
    order = ShortageGaming(rule=BaseStock(level=200.0), most=most).order(replace(view, filled=filled))

    assert order <= wanted * most * (1 + 1e-12) if wanted > 0 else order == wanted
    if filled * most > 1 and wanted > 0:
        assert order * filled == pytest.approx(wanted)
    assert ShortageGaming(rule=BaseStock(level=200.0)).honest() == BaseStock(level=200.0)


def test_rules_over_rules_are_taken_off_one_by_one() -> None:
    """Batching off leaves the gaming, gaming off leaves the batching; lots become single units."""
    lots = ReorderPointLotSize(reorder_at=3.0, lot=12)
    both = ShortageGaming(rule=PeriodicReview(rule=lots, weeks=4), most=2.0)

    assert both.unbatched() == ShortageGaming(rule=ReorderPointLotSize(reorder_at=3.0, lot=1), most=2.0)
    assert both.honest() == PeriodicReview(rule=lots, weeks=4)
    assert ReorderPoint(reorder_at=2.0, level=9.0).unbatched() == BaseStock(level=9.0)


def test_batching_is_a_cause_of_the_bullwhip() -> None:
    """Ordering every k weeks multiplies the variance of orders, as k m² says, when demand is even."""
    weeks, demand = int(DRAW.integers(2, 7)), 10
    rule = PeriodicReview(rule=BaseStock(level=500.0), weeks=weeks)
    orders, _ = played(rule, [demand] * 20 * weeks, 500)
    settled = np.array(orders[weeks:])

    assert settled.mean() == pytest.approx(demand)
    assert settled.var() == pytest.approx((weeks - 1) * demand**2)


@given(view=views, off=st.floats(0, 1), holding=st.floats(0.001, 1), most=st.floats(0, 50))
def test_forward_buying_is_worth_what_it_saves(
    view: OrderingView, off: float, holding: float, most: float
) -> None:
    """As many weeks of demand more as are cheaper to keep than to buy later; else the rule's wish."""
    inner = OrderUpTo()
    rule = ForwardBuying(rule=inner, holding=holding, most=most)
    more = rule.order(replace(view, price_off=off)) - inner.order(view)
    week = sum(view.demand[-8:]) / max(1, len(view.demand[-8:]))

    assert more == pytest.approx(min(most, off / holding) * week, abs=1e-6)
    assert rule.order(view) == inner.order(view)
    assert rule.unmoved() == inner


# told


def test_who_is_told_hands_over_to_a_rule_without_its_vices() -> None:
    """Batches, inflated orders and bargains are switched off in the rule that takes over, too."""

    def told(then: OrderingPolicy) -> FixedSchedule:
        return FixedSchedule(orders=[4.0], then=then)

    lots, single = (ReorderPointLotSize(reorder_at=9.0, lot=lot) for lot in (12, 1))

    assert told(ShortageGaming(rule=lots)).honest() == told(lots)
    assert told(ForwardBuying(rule=lots)).unmoved() == told(lots)
    assert told(lots).unbatched() == told(single)
    assert FixedSchedule(orders=[4.0]).unbatched() == FixedSchedule(orders=[4.0])
