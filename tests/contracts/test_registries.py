"""Contracts: laws for everything that is registered, whoever wrote it. A new file is tested by existing."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.derivatives import Jet
from simulator.base.keyed_random import KeyedRandom
from simulator.base.registry import DuplicateNameError
from simulator.domain.channel.channel import draw_channel, members_of, suppliers_of
from simulator.domain.communication.medium import Audience
from simulator.domain.communication.message import EMPHASIS_TOLERANCE
from simulator.domain.decisions.assortment import AssortmentView
from simulator.domain.decisions.buy_box import BoxOffer
from simulator.domain.decisions.demand_model import Seen
from simulator.domain.decisions.demand_process import DemandProcessView
from simulator.domain.decisions.effort import BrandBooks
from simulator.domain.decisions.entry_exit import EntryExitView
from simulator.domain.decisions.escalation import COMPLAINT, EXIT, Dispute
from simulator.domain.decisions.policy_views import Claim, OrderingView, PricingView
from simulator.domain.decisions.sourcing import SupplyOffer
from simulator.domain.decisions.wholesale_pricing import TradeWeek, WholesaleView
from simulator.domain.registries import (
    AGENTS,
    ALLOCATION,
    ASSORTMENT,
    BUY_BOX,
    DEMAND_MODELS,
    DEMAND_PROCESSES,
    DISTRIBUTION_MODELS,
    EFFORT,
    ENTRY_EXIT,
    ESCALATION,
    MEDIA,
    MESSAGES,
    ORDERING,
    PRICING,
    REGISTRIES,
    SOURCING,
    WHOLESALE_PRICING,
)
from simulator.ledger.diff import difference
from simulator.market.setup.build_channel import manufacturer, setting_of
from simulator.market.simulate import simulate
from simulator.scenario.describe.describe import describe
from simulator.scenario.load import load
from tests.worlds.entries import required_terms

WORLD = load("scenarios/espresso.yaml", set=["weeks=6", "customers=400"])


A_BELIEF = {"demand": "linear", "slope": 10.0}


def with_defaults(shelf: Any, name: str) -> Any:
    """Return an entry with its defaults; what has none is drawn up here, field by field."""
    fields = shelf.get(name).model_fields
    needed: dict[str, Any] = {field: 10.0 for field, info in fields.items() if info.is_required()}
    if "demand_model" in fields:
        needed["demand_model"] = A_BELIEF
    return shelf.get(name).model_validate_json(json.dumps(needed))


@pytest.mark.parametrize("shelf", REGISTRIES.values(), ids=REGISTRIES)
def test_everything_on_a_shelf_says_what_it_is(shelf: Any) -> None:
    """Every entry has a docstring of its own, and the file it lives in has its name."""
    for name, entry in shelf.items():
        said = getattr(entry, "__doc__", "")

        assert said, name
        if isinstance(entry, type):
            assert Path(entry.__module__.replace(".", "/")).name == name


@pytest.mark.parametrize("name", DISTRIBUTION_MODELS.names())
def test_a_distribution_model_draws_a_channel(name: str) -> None:
    """Every outlet has a price rule and is supplied; the graph has no circle; drawn twice it is the same."""
    model = with_defaults(DISTRIBUTION_MODELS, name)
    setting = setting_of(WORLD, model, 0, KeyedRandom(3))
    drawing, again = model.draw(setting), model.draw(setting)
    makers = model.whose(WORLD.focal_maker, list(WORLD.manufacturers))
    channel = draw_channel(
        [*(manufacturer(WORLD, maker) for maker in makers), *drawing.members], drawing.contracts
    )
    outlets = [member for member in members_of(channel) if member.format is not None]

    users = [member for member in members_of(channel) if member.uses is not None]

    assert outlets or users
    for user in users:
        assert suppliers_of(channel, user.name)
        assert not list(channel.successors(user.name))
    assert nx.is_directed_acyclic_graph(channel)
    assert drawing.members == again.members
    for outlet in outlets:
        assert outlet.pricing is not None
        assert {p for contract in suppliers_of(channel, outlet.name) for p in contract.prices} == set(
            setting.products
        )
        assert outlet.region is None or outlet.region in setting.regions


@pytest.mark.by_day(5)
@pytest.mark.parametrize("name", DISTRIBUTION_MODELS.names())
def test_a_distribution_model_plays_alike_for_both_crowds(name: str) -> None:
    """A run with it writes the same ledger one by one and all at once; something is sold or used up."""
    scenario = WORLD.changed(
        distribution={"model": name, **with_defaults(DISTRIBUTION_MODELS, name).model_dump(mode="json")}
    )
    columns, one_by_one = (simulate(scenario.changed(crowd=crowd), 4) for crowd in ("columns", "one_by_one"))

    assert difference(one_by_one, columns) == ""
    assert columns.count("sale") + columns.count("consumption") > 0


@pytest.mark.parametrize("name", MESSAGES.names())
def test_a_message_is_a_point_on_the_simplex(name: str) -> None:
    """Its emphasis sums to one and is nowhere negative."""
    says = MESSAGES.get(name).says

    assert abs(sum(says.values()) - 1) <= EMPHASIS_TOLERANCE
    assert min(says.values()) >= 0


money = st.floats(0.01, 1000)
_share = st.floats(0, 1)


@pytest.mark.by_day(4)
@pytest.mark.parametrize("name", PRICING.names())
@given(
    view=st.builds(
        PricingView,
        week=st.integers(1, 99),
        list_price=money,
        unit_cost=money,
        commission=st.floats(0, 0.5),
        current_price=money,
        lowest_rival=st.none() | money,
        on_hand=st.integers(0, 99),
        weekly_units=st.floats(0, 99),
    )
)
def test_a_pricing_rule_answers_a_price(name: str, view: PricingView) -> None:
    """Finite, not negative, and the same when asked twice."""
    rule = with_defaults(PRICING, name)

    assert 0 <= rule.price(view) < 1e6
    assert rule.price(view) == rule.price(view)


@pytest.mark.parametrize("name", WHOLESALE_PRICING.names())
@given(
    view=st.builds(
        WholesaleView,
        week=st.integers(1, 99),
        list_price=money,
        unit_cost=st.just(0.0) | money,
        current_price=money,
        tiers_below=st.integers(1, 4),
        sellers=st.integers(1, 50),
        weeks=st.lists(st.builds(TradeWeek, units=st.floats(0, 1e4), retail_price=money), max_size=26).map(
            tuple
        ),
    ),
    belief=st.sampled_from(
        [
            A_BELIEF,
            {"demand": "logit", "price_sensitivity": 0.5, "visitors": 300.0},
            {"demand": "exponential", "scale": 7.0},
            {"demand": "constant_elasticity", "elasticity": 1.2},
        ]
    ),
)
def test_a_wholesale_rule_answers_a_price(name: str, view: WholesaleView, belief: dict[str, Any]) -> None:
    """Finite, at most the current price or what it may ask, and the same when asked twice."""
    entry = WHOLESALE_PRICING.get(name)
    terms = {"demand_model": belief} if "demand_model" in entry.model_fields else {}
    rule = entry.model_validate_json(json.dumps(terms))

    assert -1e6 < rule.price(view) <= max(view.current_price, view.list_price)
    assert rule.price(view) == rule.price(view)


@pytest.mark.parametrize("name", DEMAND_MODELS.names())
@given(price=st.floats(1, 100), units=st.floats(1, 900), sellers=st.integers(1, 9))
def test_a_belief_is_a_demand_curve(name: str, price: float, units: float, sellers: int) -> None:
    """At what was seen markups are positive, a seller's no more than all of theirs, slopes are slopes."""
    belief = (
        with_defaults(DEMAND_MODELS, name)
        if "visitors" not in DEMAND_MODELS.get(name).model_fields
        else DEMAND_MODELS.get(name)(price_sensitivity=0.1, visitors=1000.0)
    )
    seen = Seen(price, units, sellers)
    for markup in (belief.market, belief.seller):
        here, step = markup(seen, Jet.variable(price, 3)), 1e-4
        beside = (
            markup(seen, Jet.variable(price + step, 0)).value
            - markup(seen, Jet.variable(price - step, 0)).value
        )

        assert here.value > 0
        assert here.slope == pytest.approx(beside / (2 * step), rel=1e-3, abs=1e-4 * here.value)
    assert belief.seller(seen, Jet.variable(price, 0)).value <= belief.market(
        seen, Jet.variable(price, 0)
    ).value * (1 + 1e-12)


@pytest.mark.by_day(7)
@pytest.mark.parametrize("name", ORDERING.names())
@given(
    demand=st.lists(st.integers(0, 99), max_size=26).map(tuple),
    on_hand=st.integers(0, 99),
    on_order=st.integers(0, 99),
    owed=st.integers(0, 99),
    lead=st.integers(0, 9),
)
def test_an_ordering_rule_orders_less_the_more_there_is(
    name: str, demand: tuple[int, ...], on_hand: int, on_order: int, owed: int, lead: int
) -> None:
    """One unit more in the inventory position never makes it order more."""
    rule = with_defaults(ORDERING, name)
    view = OrderingView(5, on_hand, on_order, owed, demand, lead)
    more = OrderingView(5, on_hand + 1, on_order, owed, demand, lead)
    below = OrderingView(5, on_hand, on_order, owed, demand, lead, below=1)

    assert rule.order(more) <= rule.order(view)
    assert rule.order(below) <= rule.order(view)
    assert abs(rule.order(view)) < 1e9


@pytest.mark.parametrize("name", DEMAND_PROCESSES.names())
@given(week=st.integers(1, 2600), before=st.none() | st.floats(-100, 100), word=st.integers(0, 2**64 - 1))
def test_a_stream_of_demand_wants_a_number(name: str, week: int, before: float | None, word: int) -> None:
    """Finite, and the same when asked twice with the same luck."""
    stream, view = with_defaults(DEMAND_PROCESSES, name), DemandProcessView(week, before, word)

    assert abs(stream.units(view)) < 1e6
    assert stream.units(view) == stream.units(view)


claims = st.lists(
    st.builds(
        Claim,
        units=st.sampled_from([1, 2, 2, 3, 40]),
        week=st.integers(1, 5),
        is_own=st.booleans(),
        tags=st.sampled_from([(), ("gold",), ("gold", "north")]),
        luck=st.integers(0, 2**64 - 1),
    ),
    max_size=8,
    unique_by=lambda claim: claim.luck,
)


@pytest.mark.parametrize("name", ALLOCATION.names())
@given(claims=claims, available=st.integers(0, 200), turn=st.randoms(use_true_random=False))
def test_an_allocation_rule_gives_what_there_is_and_no_more(
    name: str, claims: list[Claim], available: int, turn: Any
) -> None:
    """Whole steps; nobody more than asked; all there is or all that was asked; listing order is nothing."""
    rule = with_defaults(ALLOCATION, name)
    given_out, listed = rule.allocate(available, claims), list(range(len(claims)))
    turn.shuffle(listed)

    assert all(type(units) is int for units in given_out)
    assert all(0 <= units <= claim.units for units, claim in zip(given_out, claims, strict=True))
    assert sum(given_out) == min(available, sum(claim.units for claim in claims))
    assert rule.allocate(available, [claims[at] for at in listed]) == [given_out[at] for at in listed]


box_offers = st.lists(
    st.builds(
        BoxOffer,
        price=money,
        on_hand=st.integers(1, 99),
        is_fulfilled=st.booleans(),
        is_own=st.booleans(),
        held_box=st.booleans(),
        luck=st.floats(0, 1),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda offer: offer.luck,
)


@pytest.mark.parametrize("name", BUY_BOX.names())
@given(offers=box_offers, order=st.randoms(use_true_random=False))
def test_a_buy_box_rule_shows_one_of_the_offers(name: str, offers: list[BoxOffer], order: Any) -> None:
    """The same one in whatever order they are listed, and the only one if there is one."""
    rule = with_defaults(BUY_BOX, name)
    shuffled = order.sample(offers, len(offers))

    assert offers[rule.holder(offers)] == shuffled[rule.holder(shuffled)]
    assert rule.holder(offers[:1]) == 0


audiences = st.lists(
    st.tuples(
        st.integers(0, 999), st.floats(0, 9), st.sampled_from(["north", "south", "shop"]), st.floats(0, 1)
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("name", MEDIA.names())
@given(cells=audiences, paid=st.integers(0, 10**6))
def test_a_medium_reaches_people_and_nobody_else(name: str, cells: list[Any], paid: int) -> None:
    """A cell is as it is whatever the others are; one of twice as many people has twice the weight."""
    entry = MEDIA.get(name)
    medium = entry.model_validate_json(json.dumps(required_terms(entry.model_json_schema())))
    people, attention, region, owners = (list(column) for column in zip(*cells, strict=True))
    many = [np.array(column, dtype=np.float64) for column in (people, attention, owners)]
    audience = Audience(many[0], many[1], tuple(region), many[2])
    weights, contacts = medium.weights(audience), np.full(len(cells), float(paid))
    twice = Audience(2 * many[0], many[1], tuple(region), many[2])
    alone = [
        Audience(*(column[at : at + 1] for column in many[:2]), (region[at],), many[2][at : at + 1])
        for at in range(len(cells))
    ]

    assert (weights >= 0.0).all()
    assert np.isfinite(weights).all()
    assert (weights[many[0] == 0.0] == 0.0).all()
    assert (medium.weights(twice) == 2 * weights).all()
    assert [medium.weights(one).item() for one in alone] == weights.tolist()
    assert (medium.earned(audience, contacts) >= 0.0).all()
    assert not medium.earned(audience, np.zeros(len(cells))).any()


supply_offers = st.lists(
    st.builds(
        SupplyOffer, landed_cost=money, weeks=st.integers(0, 9), is_open=st.booleans(), luck=st.floats(0, 1)
    ),
    min_size=2,
    max_size=6,
)


@pytest.mark.parametrize("name", SOURCING.names())
@given(offers=supply_offers, units=st.integers(0, 99))
def test_a_sourcing_rule_ranks_every_supplier_and_orders_no_more_than_is_wanted(
    name: str, offers: list[SupplyOffer], units: int
) -> None:
    """Every supplier has one place; whole steps are ordered, all together what is wanted."""
    rule = with_defaults(SOURCING, name)
    places = rule.rank(offers)
    parts = rule.split(units, [offers[at] for at in places])

    assert sorted(places) == list(range(len(offers)))
    assert not rule.is_fixed or places == sorted(places)
    assert len(parts) == len(offers)
    assert all(type(part) is int and part >= 0 for part in parts)
    assert sum(parts) == units


_closing_rate = st.none() | st.just(0.0) | st.floats(1e-9, 2)
"""A share of at most a milliard customers."""
brands = st.lists(
    st.builds(
        BrandBooks,
        margin=st.none() | st.floats(-5, 1),
        turnover=st.just(0.0) | money,
        closing_rate=_closing_rate,
        advised=st.just(0.0) | money,
        usual_closing_rate=_closing_rate,
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("name", EFFORT.names())
@given(books=brands)
def test_an_effort_policy_answers_with_an_effort_for_every_brand(name: str, books: list[BrandBooks]) -> None:
    """None below zero, the same for the same books; the usual effort comes to what it comes to."""
    rule = with_defaults(EFFORT, name)
    efforts = rule.efforts(books)

    assert len(efforts) == len(books)
    assert all(type(effort) is float and 0.0 <= effort < np.inf for effort in efforts)
    assert efforts == rule.efforts(books)
    assert all(0.0 <= rule.support(effort) < np.inf for effort in efforts)
    assert rule.support(1.0) == 1.0
    assert not rule.is_usual or set(efforts) == {1.0}
    assert any(rule.reviews_after(week) for week in range(53))


disputes = st.builds(
    Dispute,
    step=st.integers(COMPLAINT, EXIT),
    grievance=st.floats(0, 50),
    dependence=st.floats(0, 1),
    trust=st.floats(0, 1),
    alternatives=st.floats(0, 1),
)


@pytest.mark.parametrize("name", ESCALATION.names())
@given(dispute=disputes, more=st.floats(0, 50))
def test_an_escalation_policy_answers_with_a_chance(name: str, dispute: Dispute, more: float) -> None:
    """The more is felt the less is taken back and the likelier is a step; never both at once for certain."""
    rule = with_defaults(ESCALATION, name)
    chance, worse = rule.steps_up(dispute), replace(dispute, grievance=dispute.grievance + more)

    assert type(chance) is float
    assert 0.0 <= chance <= rule.steps_up(worse) <= 1.0
    assert rule.steps_down(dispute) or not rule.steps_down(worse)
    assert rule.steps_down(replace(dispute, grievance=0.0))


staying_views = st.builds(
    EntryExitView,
    week=st.integers(1, 300),
    profits=st.lists(st.floats(-1e6, 1e6), max_size=60).map(tuple),
    alike=st.integers(0, 50),
    luck=st.floats(0, 1),
    chance=st.floats(0, 1),
)


@pytest.mark.parametrize("name", ENTRY_EXIT.names())
@given(view=staying_views)
def test_a_staying_rule_decides_and_lets_somebody_move(name: str, view: EntryExitView) -> None:
    """Yes or no, the same when asked twice; reviews come round, and one at least may move at each."""
    rule = with_defaults(ENTRY_EXIT, name)

    for asked in (rule.enters, rule.leaves):
        assert asked(view) is asked(view)
        assert asked(view) in (True, False)
    assert any(rule.reviews_in(view.week + ahead) for ahead in range(104))
    assert 1 <= rule.at_most(view.alike) <= max(1, view.alike)


listing_views = st.lists(
    st.builds(
        AssortmentView,
        product=st.text("abcdefgh", min_size=1, max_size=2),
        margin=st.floats(-100, 100),
        weekly_units=st.none() | st.floats(0, 99),
        is_listed=st.booleans(),
        luck=_share,
        key=st.integers(0, 2**64 - 1),
    ),
    max_size=8,
    unique_by=(lambda view: view.product, lambda view: view.key),
)


@pytest.mark.parametrize("name", ASSORTMENT.names())
@given(views=listing_views, order=st.randoms(use_true_random=False))
def test_a_listing_rule_ranks_what_it_sees(name: str, views: list[AssortmentView], order: Any) -> None:
    """Only products it sees, none twice, and the same whatever the order in which it sees them."""
    rule = with_defaults(ASSORTMENT, name)
    ranked = rule.rank(views)
    shuffled = order.sample(views, len(views))

    assert set(ranked) <= {view.product for view in views}
    assert len(set(ranked)) == len(ranked)
    assert rule.rank(shuffled) == ranked


@pytest.mark.parametrize("name", AGENTS.names())
def test_an_agent_kind_is_a_mesa_agent(name: str) -> None:
    """It can be put into a market as a member's role."""
    from mesa import Agent  # noqa: PLC0415 - only this test needs Mesa

    assert issubclass(AGENTS.get(name), Agent)


FORMER = [(kind, former) for kind, shelf in REGISTRIES.items() for former in shelf.aliases()]


@pytest.mark.parametrize(("kind", "former"), FORMER)
def test_a_former_name_means_the_entry_of_today(kind: str, former: str) -> None:
    """It is found and listed under today's name alone; another entry cannot take the word."""
    shelf = REGISTRIES[kind]
    today = shelf.canonical(former)

    assert former in shelf
    assert shelf.get(former) is shelf.get(today)
    assert shelf.name_of(shelf.get(former)) == today
    assert former not in shelf.names()
    with pytest.raises(DuplicateNameError, match=former):
        shelf.register(former)(object())


def test_a_file_may_say_a_former_name_and_is_written_back_in_todays() -> None:
    """What was read under the old word is saved and described under the new one."""
    given = load("scenarios/espresso_dealers_craft.yaml", set=["distribution.pricing=keep_list"])

    assert given.distribution[0].model_dump(mode="json")["pricing"]["policy"] == "list_price"
    assert "keep_list" not in describe(given)
