"""Contracts of terms of utility: what each declares, and that a number and a column come to the same bits."""

import math
from collections.abc import Callable, Iterator
from string import Formatter
from types import SimpleNamespace
from typing import Annotated, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.base.off_value import Off
from simulator.base.summation import total
from simulator.domain.channel.member import Member
from simulator.domain.people.segments import segment_type
from simulator.domain.people.utility_term import (
    OF_OFFERS,
    OF_SHOPPERS,
    PURCHASE_REASONS,
    TermError,
    UtilityTerm,
    terms_in_order,
)
from simulator.domain.product.benefits import BENEFITS
from simulator.domain.product.product import Product
from simulator.domain.product.question import QUESTIONS
from simulator.domain.registries import UTILITY
from simulator.ledger.diff import difference
from simulator.market.customers.needing_help import WeeksUnhelped
from simulator.market.customers.offer import Offer
from simulator.market.customers.own_memory import OwnColumns
from simulator.market.customers.pair_views import Tastes
from simulator.market.simulate import opened, simulate
from simulator.market.state.utility_columns import Codes, ColumnView, columns_of
from simulator.market.state.utility_terms import NO_VISIT, plain
from simulator.mechanisms.choice.utility import disconfirmed, summed
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.worlds.small import small_scenario

TERMS = dict(UTILITY.items())
share, utils = st.floats(0, 1), st.floats(0, 20)
FORMATS = ("dealer", "web_store", "kiosk")


@pytest.mark.parametrize("name", TERMS)
def test_a_term_says_where_it_belongs_and_what_it_reads(name: str) -> None:
    """Its reason is one with utility; its symbol and what it reads are parameters that there are."""
    term = TERMS[name]
    known = segment_type().model_fields
    named = {key.split(".")[0] for _, key, _, _ in Formatter().parse(term.symbol) if key}

    assert term.reason in set(PURCHASE_REASONS) - {"luck", "out_of_stock"}
    assert term.per in ("cell", "customer")
    assert term.barrier in (None, "message", "fit")
    assert term.symbol
    assert named | set(term.reads) <= set(known)


def test_terms_are_summed_reason_by_reason_cells_first() -> None:
    """So that what is the same for a cell can be kept as a table, and sums are the same left to right."""
    order = [
        (PURCHASE_REASONS.index(t.reason), t.per != "cell", t.place) for t in terms_in_order(TERMS.items())
    ]

    assert order == sorted(order)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Any], list[Member], list[Product], dict[str, Any]]:
    """Draw pairs of a customer and an offer: nouns, and what is known of each pair beside them."""
    pairs = draw(st.integers(1, 4))
    segments, outlets, products = [], [], []
    for number in range(pairs):
        plain_segment = {
            "share": 1.0, "price_sensitivity": draw(utils), "needs": {}, "loyalty": draw(utils),
            "values": {b: draw(utils) for b in draw(st.sets(st.sampled_from(BENEFITS)))},
            "habits": {f: draw(utils) for f in draw(st.sets(st.sampled_from(FORMATS)))},
            "information_need": draw(st.floats(0, 10)), "waiting_cost": draw(utils),
            "fit": {"weight": draw(utils)}, "reference_talk": draw(share), "loss_aversion": draw(share),
            "choice_overload": draw(utils), "learns_from_use": draw(utils), "brand_equity": draw(utils),
            "product_rating": draw(utils), "outlet_rating": draw(utils), "onboarding": draw(utils),
            "foresees_returns": draw(share),
            "lateness": draw(utils),
            "recommendation": draw(utils),
            "waiting_for_help": draw(utils),
            "questions": {name: draw(utils) for name in draw(st.sets(st.sampled_from(QUESTIONS)))},
            "satisfaction_weight": draw(utils),
            "unboxing": {f: draw(utils) for f in draw(st.sets(st.sampled_from(FORMATS)))},
        }  # fmt: skip
        segments.append(segment_type().model_validate(plain_segment).valuing(BENEFITS))
        levels = {"trust": draw(share), "education": draw(share), "hands_on": draw(share)}
        outlets.append(
            Member(
                name=f"outlet {number}", role="retailer", format=draw(st.sampled_from(FORMATS)),
                remote=draw(share), expertise=draw(share), service=draw(utils), capabilities=levels,
            )
        )  # fmt: skip
        products.append(
            Product(
                maker="m", category="c", unit_cost=1.0, list_price=2.0, attributes={}, appeal=draw(utils),
                uncertainty=draw(utils), needs=draw(st.sampled_from([None, "niche", {"trust": 0.7}])),
                complexity=draw(utils), variability=draw(share),
                upgrade_of=draw(st.sampled_from([None, "basic"])),
            )
        )  # fmt: skip
    known = {
        name: [draw(utils) for _ in range(pairs)] for name in (*OFFER[:-1], "price_sensitivity", "taste")
    }
    known |= {name: [draw(st.floats(1, 3)) for _ in range(pairs)] for name in ("salience", "doubt_left")}
    known |= {name: [[draw(share) for _ in BENEFITS] for _ in range(pairs)] for name in OF_BENEFITS}
    known |= {name: [draw(st.integers(0, 2)) for _ in range(pairs)] for name in ("outlet", "memory")}
    known |= {"brings_back": [draw(st.sampled_from([math.nan, -3.0, 0.0, 9.0])) for _ in range(pairs)]}
    known |= {"products": [draw(st.integers(1, 9)) for _ in range(pairs)]}
    known |= {
        "questions_open": [[draw(st.sampled_from([0.0, 1.0])) for _ in QUESTIONS] for _ in range(pairs)]
    }
    known |= {"adviser": [draw(st.integers(-1, 2)) for _ in range(pairs)]}
    return segments, outlets, products, known


OFFER, OF_BENEFITS = (
    (
        "price",
        "price_felt",
        "price_paid",
        "reference_price",
        "heard_of_price",
        *("brand_equity", "rating", "outlet_rating"),
        *("search_effort", "weeks_to_wait", "weeks_late", "brings_back", "outlet"),
    ),
    ("believed", "own_belief", "truth"),
)
SHOPPER = ("salience", "price_sensitivity")


@settings(max_examples=15)
@given(drawn=worlds())
def test_a_number_and_a_column_are_the_same_bits(drawn: Any) -> None:
    """Pair by pair: as a customer weighs one offer, and as columns weigh all; with and without barriers."""
    with Cases() as cases:
        for name, term in TERMS.items():
            with cases.case(name):
                are_the_same_bits(term, drawn)


def are_the_same_bits(term: type[UtilityTerm], drawn: Any) -> None:
    """Ask one term of utility for a number and for a column."""
    segments, _, _, known = drawn
    pairs, tastes, nouns = len(segments), tastes_of(term, segments[0]), declared(term, drawn)
    of_products = ("times_had", "times_failed", *term.remembers_of_products)

    def alone(at: int) -> tuple[Any, Any, Any]:
        product, outlet, segment = (plain(each[at]) for each in nouns)
        offer = SimpleNamespace(**vars(product), **vars(outlet), **{n: known[n][at] for n in OFFER})
        offer.benefits = BENEFITS
        offer.believed, offer.own_belief, offer.truth = (tuple(known[n][at]) for n in OF_BENEFITS)
        memory = dict.fromkeys(term.remembers, known["memory"][at])
        shopper = SimpleNamespace(**{**vars(segment), **memory, **{n: known[n][at] for n in SHOPPER}})
        shopper.tastes = {taste: times * known["taste"][at] for taste, times in tastes.items()}
        offer.product = at
        shopper.own = {(own, at): float(known["memory"][at]) for own in of_products}
        shopper.weeks_unhelped = {at: known["memory"][at]}
        return (
            shopper,
            offer,
            SimpleNamespace(
                doubt_left=known["doubt_left"][at],
                adviser=known["adviser"][at],
                questions_open=tuple(known["questions_open"][at]),
                count=pairs,
                products=known["products"][at],
                least=lambda name: min(known[name]),
                mean=lambda name: total(known[name]) / pairs,
            ),
        )

    shopper, offer, visit = in_columns(term, drawn)
    for without in (frozenset(), frozenset({"message", "fit"})):
        many = np.broadcast_to(summed([term], shopper, offer, visit, without=without), pairs).tolist()

        assert many == [float(summed([term], *alone(at), without=without)) for at in range(pairs)]
    found = np.broadcast_to(disconfirmed([term], shopper, offer, visit), pairs).tolist()
    assert found == [float(disconfirmed([term], *alone(at))) for at in range(pairs)]
    for told, column in term.attributes(*asked_of(term, shopper, offer, visit)).items():
        numbers = [term.attributes(*asked_of(term, *alone(at))).get(told, 0.0) for at in range(pairs)]

        assert np.broadcast_to(column, pairs).tolist() == [float(number) for number in numbers]


def declared(term: type[UtilityTerm], drawn: Any) -> list[list[dict[str, Any]]]:
    """Return what a term declares of products, outlets and segments."""
    segments, outlets, products, _ = drawn
    return [
        [term.of_product(one) for one in products],
        [term.of_outlet(one) for one in outlets],
        [term.of_segment(one) for one in segments],
    ]


def tastes_of(term: type[UtilityTerm], segment: Any) -> dict[Any, float]:
    """Return a number for each taste that a term draws."""
    of_formats = ((own, kind) for own in term.format_spreads(segment) for kind in FORMATS)
    return {taste: at + 1.0 for at, taste in enumerate((*term.spreads(segment), *of_formats))}


def in_columns(term: type[UtilityTerm], drawn: Any) -> tuple[Any, Any, Any]:
    """Return shoppers, offers and visits of all pairs."""
    segments, _, _, known = drawn
    codes, pairs, tastes = Codes(), len(segments), tastes_of(term, segments[0])
    of_product, of_outlet, of_segment = (columns_of(each, codes) for each in declared(term, drawn))
    offer = ColumnView(
        (of_product, lambda c: c), (of_outlet, lambda c: c), **{n: np.array(known[n]) for n in OFFER},
        **{n: tuple(np.array(known[n]).T) for n in OF_BENEFITS}, product=np.arange(pairs),
        benefits=BENEFITS,
    )  # fmt: skip
    everybody, memory = np.arange(pairs), np.array(known["memory"])
    of_products = ("times_had", "times_failed", *term.remembers_of_products)
    columns = np.array(known["taste"])[:, None] * np.array([*tastes.values(), 1.0])
    shopper = ColumnView(
        (of_segment, lambda c: c), **{n: np.array(known[n]) for n in SHOPPER},
        **dict.fromkeys(term.remembers, memory),
        own=OwnColumns(dict.fromkeys(of_products, np.diag(memory).astype(np.float32)), everybody),
        tastes=Tastes(columns, tuple(tastes), everybody, codes),
        weeks_unhelped=WeeksUnhelped(np.diag(memory).astype(np.int16), everybody),
    )  # fmt: skip
    visit = SimpleNamespace(
        doubt_left=np.array(known["doubt_left"]),
        adviser=np.array(known["adviser"]),
        questions_open=tuple(np.array(known["questions_open"]).T),
        count=pairs,
        products=np.array(known["products"]),
        least=lambda name: min(known[name]),
        mean=lambda name: total(known[name]) / pairs,
    )
    return shopper, offer, visit


STEADY = [name for name, term in TERMS.items() if term.per == "customer" and term.steady]


@given(drawn=worlds())
def test_what_is_steady_changes_by_what_it_says_and_no_more(drawn: Any) -> None:
    """With the same memory, advice and outlet: by β times the one, and by a share of the other."""
    with Cases() as cases:
        for name in STEADY:
            with cases.case(name):
                changes_no_more(TERMS[name], drawn)


def changes_no_more(term: type[UtilityTerm], drawn: Any) -> None:
    """Ask one steady term what it changes by from one week to another."""
    *nouns, known = drawn
    weekly = {*OFFER, "salience", "believed"} - {"outlet"}
    later = {each: [*rows[1:], rows[0]] if each in weekly else rows for each, rows in known.items()}
    weeks = [in_columns(term, (*nouns, told)) for told in (known, later)]

    def change(of: Callable[..., Any]) -> Any:
        then, since = (of(*week) for week in weeks)
        return np.broadcast_to(np.asarray(since - then, dtype=np.float64), len(known["price"]))

    rise = change(lambda shopper, offer, visit: summed([term], shopper, offer, visit))
    rise = rise - known["price_sensitivity"] * change(lambda one, other, _: term.per_sensitivity(one, other))
    full = change(lambda shopper, offer, _: term.in_full(shopper, offer))
    rounding = 1e-12 * (1.0 + np.abs(rise) + np.abs(full) + 20.0 * 20.0 * 20.0)

    assert (rise <= np.maximum(full, 0.0) + rounding).all()
    assert (rise >= np.minimum(full, 0.0) - rounding).all()


def asked_of(term: type[UtilityTerm], shopper: Any, offer: Any, visit: Any) -> tuple[Any, Any, Any]:
    """Return what a term's attributes are worked out of: the offer alone where they are a cell's."""
    return (shopper, offer, visit) if term.per == "customer" else (NO_VISIT, offer, NO_VISIT)


WORLD = small_scenario(weeks=8, customers=250)


@pytest.fixture
def registered() -> Iterator[Callable[..., type[UtilityTerm]]]:
    """Register terms for one test, made of class attributes; forget them afterwards."""
    names: list[str] = []

    def register(name: str, **attributes: Any) -> type[UtilityTerm]:
        made = type(name, (UtilityTerm,), {"__doc__": "A test.", "symbol": name, **attributes})
        UTILITY.register(name)(made)
        names.append(name)
        return made

    yield register
    for name in names:
        UTILITY.forget(name)


def add_nothing(shopper: Any, offer: Any, visit: Any) -> float:
    """Return zero."""
    del shopper, offer, visit
    return 0.0


WRONG = (
    {"reason": "benefit"},
    {"reason": "luck"},
    {"per": "week"},
    {"barrier": "price"},
    {"per": "customer", "reason": "waiting"},
)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_term_that_would_be_summed_nowhere_is_refused(wrong: dict[str, str]) -> None:
    """When its class is made; the message names the file and what there is instead."""
    attribute = next(iter(wrong))

    with pytest.raises(TermError, match=rf"term of utility .*Wrong: {attribute} is"):
        type("Wrong", (UtilityTerm,), {"__doc__": "A test.", **wrong})


def test_a_memory_of_fractions_by_the_terms_own_parameter_is_alike_in_both_ways(registered: Any) -> None:
    """A stock that decays by a parameter and grows by half a unit, whether the term adds something or not."""
    plain_world = WORLD
    without = simulate(plain_world, 3)
    registered(
        "stock_of_habit",
        __annotations__={"habit_decay": float},
        habit_decay=0.7,
        remembers={"habit_stock": 0},
        value=staticmethod(lambda shopper, offer, _: shopper.habit_stock + 0.0 * offer.price),
        after_purchase=classmethod(
            lambda _, shopper, __: {"habit_stock": shopper.habit_decay * shopper.habit_stock + 0.5}
        ),
    )
    given = Scenario.model_validate_json(plain_world.model_dump_json())
    columns, asked = (simulate(given.changed(crowd=crowd), 3) for crowd in ("columns", "one_by_one"))

    assert difference(columns, asked) == ""
    assert difference(columns, without) != ""


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ({"of_outlet": classmethod(lambda *_: {"service": 100.0})}, "'service'"),
        ({"of_outlet": classmethod(lambda *_: {"price": 1.0})}, "'price', which all have anyway"),
        ({"of_segment": classmethod(lambda *_: {"week": 1.0})}, "'week', which all have anyway"),
        ({"remembers": {"last_outlet": 0}}, "'last_outlet', which is taken"),
        ({"remembers": {"waiting": 0}}, "'waiting', which is taken"),
        ({"remembers_of_products": {"last_outlet": 0.0}}, "'last_outlet', which .* of products, is taken"),
        ({"remembers_of_products": {"times_had": 0.0}}, "'times_had', which .* of products, is taken"),
    ],
)
def test_a_name_with_two_meanings_is_refused(registered: Any, attributes: dict[str, Any], told: str) -> None:
    """Before anything is played; the message names the term and the word."""
    registered("twofold", value=staticmethod(add_nothing), **attributes)

    with pytest.raises(TermError, match=told):
        opened(WORLD, 1)


def test_what_is_remembered_of_products_is_no_cells() -> None:
    """Refused where the term is made."""
    with pytest.raises(TermError, match="a customer's"):
        type(
            "ofcells",
            (UtilityTerm,),
            {"__doc__": "A test.", "per": "cell", "remembers_of_products": {"a": 0.0}},
        )


def test_a_term_out_of_play_remembers_nothing_of_products(registered: Any) -> None:
    """Though it remembers something else: it is not asked after a purchase."""
    fields = {"__annotations__": {"wont": Annotated[float, Off("wont", 0.0, "None.")]}, "wont": 0.0}
    registered(
        "wont",
        value=staticmethod(add_nothing),
        remembers={"wont_last": 0.0},
        remembers_of_products={"wont_of": 0.0},
        after_purchase=classmethod(
            lambda _, shopper, offer: {"wont_of": shopper.own["wont_of", offer.product] + 1.0}
        ),
        **fields,
    )

    assert simulate(Scenario.model_validate_json(WORLD.model_dump_json()), 1).count("sale") > 0


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_an_attribute_is_not_called_as_a_column_of_the_table(registered: Any, crowd: str) -> None:
    """Refused while the first need is recorded, and only where choices are kept."""
    registered(
        "forward",
        value=staticmethod(add_nothing),
        attributes=classmethod(lambda _, __, offer, ___: {"chosen": offer.price}),
    )
    given = Scenario.model_validate_json(WORLD.model_dump_json()).changed(crowd=crowd)
    simulate(given, 1)

    with pytest.raises(TermError, match="forward: an attribute 'chosen' would be taken for a column"):
        simulate(given.changed(detail="journeys"), 1)


def test_what_customers_and_offers_have_anyway_is_reserved() -> None:
    """Every public attribute of a customer and of an offer, so that no term can hide one."""
    market = opened(WORLD.changed(crowd="one_by_one"), 1)
    market.step()
    (customer, *_) = (c for c in market.crowd.customers)
    offer = market.crowd.week(0).offer(0, 0)
    declared = {**market.outlet_traits.numbers[0], **market.utility_terms.products[0]}

    own = {name for name in {*dir(type(customer)), *vars(customer)} if not name.startswith("_")}
    assert own - {"tastes", "price_sensitivity"} <= OF_SHOPPERS
    assert {*vars(offer), *Offer.__annotations__} - {*declared} <= OF_OFFERS
