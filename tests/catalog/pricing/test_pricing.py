"""Pricing rules: what each must do for every view, beside what all of them promise in tests/contracts."""

from dataclasses import replace
from itertools import pairwise
from math import exp

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.catalog.demand_models.constant_elasticity import ConstantElasticity
from simulator.catalog.demand_models.exponential import Exponential
from simulator.catalog.demand_models.linear import Linear
from simulator.catalog.demand_models.logit import Logit
from simulator.catalog.demand_models.nested_logit import NestedLogit
from simulator.catalog.pricing.best_response import BestResponse
from simulator.catalog.pricing.clearance import Clearance
from simulator.catalog.pricing.hi_lo import HiLo
from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import OtherOffer, PricingView

money = st.floats(1, 1000)
views = st.builds(
    PricingView,
    week=st.integers(1, 300),
    list_price=money,
    unit_cost=money,
    commission=st.floats(0, 0.5),
    current_price=money,
    lowest_rival=st.none() | money,
    on_hand=st.integers(0, 500),
    weekly_units=st.floats(0, 99),
    weeks_seen=st.integers(0, 26),
)
responses = st.builds(
    BestResponse,
    price_sensitivity=st.floats(0.01, 2),
    visitors=st.floats(1, 1000),
    adjustment=st.floats(0.05, 1),
)
hi_los = st.builds(
    HiLo,
    regular=st.floats(0.5, 1.5),
    depth=st.floats(0.05, 0.9),
    cycle_weeks=st.integers(1, 30),
    deal_weeks=st.integers(0, 40),
    first_deal=st.integers(1, 104),
)
clearances = st.builds(
    Clearance,
    supply_weeks=st.floats(1, 52),
    step=st.floats(0.01, 0.5),
    floor=st.floats(0, 1.5),
    regular=st.floats(0.5, 1.5),
    recovery=st.floats(0, 1),
    patience_weeks=st.integers(0, 26),
)


def path(rule: PricingPolicy, view: PricingView, weeks: int) -> list[float]:
    """Return the prices that a rule asks week after week while nothing else changes."""
    prices = []
    for _ in range(weeks):
        view = replace(view, current_price=rule.price(view), week=view.week + 1)
        prices.append(view.current_price)
    return prices


# best response


@given(rule=responses, view=views)
def test_it_leaves_a_share_of_the_gap(rule: BestResponse, view: PricingView) -> None:
    """A week later the gap to the best price is 1 − φ times what it was."""
    best = rule.best(view)
    left = (1 - rule.adjustment) * (view.current_price - best)

    assert rule.price(view) - best == pytest.approx(left, rel=1e-9, abs=1e-9 * (best + view.current_price))


@given(rule=responses, view=views, more=st.floats(1.01, 3))
def test_who_has_more_of_the_market_asks_more(rule: BestResponse, view: PricingView, more: float) -> None:
    """The best price is never below cost and 1/β, and rises with the share, up to the largest believed."""
    best = rule.best(view)

    assert best >= (view.unit_cost / (1 - view.commission) + 1 / rule.price_sensitivity) * (1 - 1e-12)
    assert rule.best(replace(view, weekly_units=view.weekly_units * more)) >= best
    most = replace(view, weekly_units=rule.visitors * rule.largest_share)
    assert rule.best(replace(view, weekly_units=rule.visitors * 1e6)) == pytest.approx(rule.best(most))


def profit(price: float, appeal: float, rule: BestResponse, view: PricingView) -> float:
    """Return what a lone seller earns of one visitor whose demand is logit: (p (1 − f) − c) s(p)."""
    return (price * (1 - view.commission) - view.unit_cost) * logit(price, appeal, rule)


def logit(price: float, appeal: float, rule: BestResponse) -> float:
    """Return the share of visitors who buy: e^v / (1 + e^v), v = appeal − β p."""
    return 1 / (1 + exp(rule.price_sensitivity * price - appeal))


def rest(appeal: float, rule: BestResponse, view: PricingView) -> float:
    """Return the price at which a rule comes to rest while its share is what the price makes it."""
    for _ in range(300):
        units = rule.visitors * logit(view.current_price, appeal, rule)
        view = replace(view, current_price=rule.price(replace(view, weekly_units=units)))
    return view.current_price


@given(
    sensitivity=st.floats(0.05, 2),
    cost=st.floats(0.2, 3),
    surplus=st.floats(-1, 2),
    commission=st.floats(0, 0.5),
    off=st.floats(0.02, 0.5),
)
def test_no_other_price_earns_a_lone_seller_more(
    sensitivity: float, cost: float, surplus: float, commission: float, off: float
) -> None:
    """Where it comes to rest, going up or down costs profit, a marketplace's commission counted."""
    rule = BestResponse(price_sensitivity=sensitivity, visitors=100.0, adjustment=0.2)
    view = PricingView(1, 1.0, cost / sensitivity, commission, cost / sensitivity, None, 9, 0.0)
    appeal = cost / (1 - commission) + surplus
    price = rest(appeal, rule, view)

    assert rule.best(replace(view, weekly_units=100 * logit(price, appeal, rule))) == pytest.approx(price)
    for other in (price * (1 - off), price * (1 + off)):
        assert profit(other, appeal, rule, view) < profit(price, appeal, rule, view)


def test_the_marketplace_fee_of_the_textbook() -> None:
    """With a = 3, c = 1, β = 1 and a fee of .15, p = 3.090210; without a fee p = c + 1 + W(e) = 3."""
    rule = BestResponse(price_sensitivity=1.0, visitors=100.0)
    view = PricingView(1, 1.0, 1.0, 0.15, 1.0, None, 9, 0.0)

    assert rest(3.0, rule, view) == pytest.approx(3.090210, abs=1e-6)
    assert rest(3.0, rule, replace(view, commission=0.0)) == pytest.approx(3.0, abs=1e-6)


others = st.lists(
    st.builds(
        OtherOffer,
        demand=st.lists(st.floats(0, 99), max_size=3).map(tuple),
        is_same_product=st.booleans(),
        margin=st.sampled_from((0.0, 0.0, 3.0, 300.0, -3.0)),
    ),
    max_size=4,
).map(tuple)


@given(view=views, others=others, whole=st.sampled_from((None, True, False)), rule=responses)
def test_who_knows_nothing_of_others_asks_what_it_would_alone(
    view: PricingView, others: tuple[OtherOffer, ...], whole: bool | None, rule: BestResponse
) -> None:
    """To the bit: beliefs without cross effects, and the logit of an owner of nothing else."""
    beliefs = (Linear(slope=3.0), ConstantElasticity(elasticity=2.0), Exponential(scale=9.0))
    rivals = tuple(replace(other, margin=0.0) for other in others)
    for belief in beliefs:
        alone = BestResponse(demand_model=belief, whole_category=whole)
        assert not alone.minds_others
        assert alone.price(replace(view, others=others)) == alone.price(view)
    assert rule.price(replace(view, others=rivals)) == rule.price(view)


@given(
    view=views,
    others=others,
    beta=st.floats(0.001, 5),
    unlike=st.floats(0.01, 1),
    crowding=st.sampled_from((0.0, 0.5, 0.9)),
    nested=st.booleans(),
)
def test_there_is_a_best_price_beside_whatever_others(
    view: PricingView,
    others: tuple[OtherOffer, ...],
    beta: float,
    unlike: float,
    crowding: float,
    nested: bool,
) -> None:
    """It is finite and covers the cost unless others are sold at a loss; who forgets them asks no more."""
    belief = (
        NestedLogit(price_sensitivity=beta, visitors=200.0, dissimilarity=unlike, crowding=crowding)
        if nested
        else Logit(price_sensitivity=beta, visitors=200.0)
    )
    best = BestResponse(demand_model=belief).best(replace(view, others=others))
    loss = min(0.0, *(other.margin for other in others), 0.0)

    least = (view.unit_cost + loss) / (1 - view.commission)
    assert least * (1 - 1e-9) - 1e-9 <= best <= least + 1001 * view.list_price + 400
    if nested and not loss and not crowding:
        alone = BestResponse(demand_model=belief, whole_category=False)
        # a search for the best price ends within about 1e-8 of it, where profit is flat
        assert alone.best(replace(view, others=others)) <= best * (1 + 1e-7)


# Hi-Lo


@given(rule=hi_los, week=st.integers(1, 300), view=views)
def test_every_cycle_has_its_deal_weeks(rule: HiLo, week: int, view: PricingView) -> None:
    """Any stretch as long as a cycle has as many weeks on deal as a deal lasts, or all of them."""
    prices = [rule.price(replace(view, week=w)) for w in range(week, week + rule.cycle_weeks)]
    regular = view.list_price * rule.regular
    on_deal = [price for price in prices if price != regular]

    assert len(on_deal) == min(rule.deal_weeks, rule.cycle_weeks)
    assert on_deal == [regular * (1 - rule.depth)] * len(on_deal)


@given(rule=hi_los, cycles=st.integers(0, 5), view=views)
def test_deals_begin_where_they_are_dated(rule: HiLo, cycles: int, view: PricingView) -> None:
    """The first week of a deal is one, the week before is not, unless deals never end or never begin."""
    assume(0 < rule.deal_weeks < rule.cycle_weeks)
    begins = replace(view, week=rule.first_deal + cycles * rule.cycle_weeks)

    assert rule.price(begins) < rule.price(replace(begins, week=begins.week - 1))


# clearance


@given(rule=clearances, view=views)
def test_it_never_goes_below_its_floor(rule: Clearance, view: PricingView) -> None:
    """Whatever the stock, and for however long, it asks its share of the cost at least."""
    least = rule.floor * view.unit_cost / (1 - view.commission)

    assert min(path(rule, view, 30)) >= least


@given(rule=clearances, view=views)
def test_what_does_not_move_is_marked_down_step_by_step(rule: Clearance, view: PricingView) -> None:
    """While there is too much, every week takes one step off, until the floor."""
    stuck = replace(view, weeks_seen=26, weekly_units=view.on_hand / (rule.supply_weeks * 1.01))
    assume(view.on_hand > 0)
    least = rule.floor * view.unit_cost / (1 - view.commission)

    for before, after in pairwise([view.current_price, *path(rule, stuck, 60)]):
        assert after == max(least, before * (1 - rule.step))


@given(rule=clearances, view=views)
def test_what_moves_goes_back_to_its_regular_price(rule: Clearance, view: PricingView) -> None:
    """With no more than its weeks of supply, a week brings it nearer, or to the floor if that is higher."""
    moving = replace(view, on_hand=int(rule.supply_weeks * view.weekly_units))
    least = rule.floor * view.unit_cost / (1 - view.commission)
    goal = max(least, view.list_price * rule.regular)

    for before, after in pairwise(path(rule, moving, 10)):
        assert abs(after - goal) <= abs(before - goal) * (1 - rule.recovery) + 1e-9 * (goal + before)


@given(rule=clearances, view=views)
def test_it_does_not_judge_before_it_has_watched(rule: Clearance, view: PricingView) -> None:
    """An outlet that has only just opened does not take its first stock for too much."""
    assume(rule.patience_weeks > 0)
    opened = replace(view, weeks_seen=rule.patience_weeks - 1, weekly_units=0.0)

    assert rule.price(opened) == rule.price(replace(opened, on_hand=0))
