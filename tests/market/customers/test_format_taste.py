"""Format tastes: all outlets of a format share a customer's taste; what that does to shares and to diversion.

Two web stores and two dealers that are the same in everything but their format, at hand for all, in the flat
logit. With tastes ξ_w, ξ_d ~ N(0, σ) the share of each store is, by Gauss-Hermite quadrature,

    E[e^{V+ξ_w} / (1 + 2 e^{V+ξ_w} + 2 e^{V+ξ_d})]
"""

from functools import cache
from itertools import product
from math import sqrt

import numpy as np
import pytest

from experiments.validation._markets import plain_market, shops
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.customers.population_draw import People
from simulator.market.customers.visit import Visit
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.plain import SIGMAS

WEEKS, PEOPLE, SOME, SEED = 6, 4000, 400, 5
APPEAL, PRICE, SENSITIVITY = 0.0, 100.0, 0.03
V = APPEAL - PRICE * SENSITIVITY
SPREADS = (0.0, 1.0, 2.0)
WEB = tuple(f"{label} web_store" for label in ("first", "second"))


def world(spread: float, *, stores: int = 2, dealers: int = 2, **changes: object) -> Scenario:
    """Return so many web stores and dealers, before people whose tastes for formats have a spread."""
    plain = {key: value for key, value in shops().items() if key != "lead_time_weeks"}
    ways = [
        *({"model": "direct_automated", "label": name.split()[0], **plain} for name in WEB[:stores]),
        {"model": "authorized_dealers", "dealers_per_region": dealers, **shops()},
    ]
    return plain_market(
        WEEKS,
        PEOPLE,
        {"lamp": {"unit_cost": 50, "list_price": PRICE, "appeal": APPEAL}},
        {"price_sensitivity": SENSITIVITY, "format_taste_spread": spread},
        distribution=ways,
        **{"candidates": 64, "detail": "sales", **changes},
    )


@cache
def played(spread: float, stores: int) -> Ledger:
    """Return the ledger of a world."""
    return simulate(world(spread, stores=stores), SEED)


def people(scenario: Scenario) -> People:
    """Return the customers of a world as they are drawn."""
    drawn: People = opened(scenario, SEED).crowd.columns.people
    return drawn


def shares(spread: float, stores: int = 2, dealers: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weights of people, and the share of one web store and of one dealer before each."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    of_web, of_dealers = (np.exp(V + spread * part) for part in np.array(list(product(nodes, nodes))).T)
    denominator = 1 + stores * of_web + dealers * of_dealers
    return np.outer(weights, weights).ravel(), of_web / denominator, of_dealers / denominator


@pytest.mark.parametrize("spread", SPREADS)
def test_an_outlet_sells_the_mean_of_what_it_is_to_each(spread: float) -> None:
    """Within the luck of so many; all but the homogeneous world miss what twice the spread would sell."""

    def expected(of: float) -> tuple[float, float]:
        weight, store, _ = shares(of)
        both = 2 * store
        mean = float(weight @ both)
        within, between = float(weight @ (both * (1 - both))), float(weight @ (both - mean) ** 2)
        return PEOPLE * WEEKS * mean, sqrt(PEOPLE * (WEEKS * within + WEEKS**2 * between))

    sale = played(spread, 2).table("sale")
    found = sale["units"][sale["outlet"].isin(WEB)].sum()
    mean, error = expected(spread)

    assert abs(found - mean) < SIGMAS * error
    if spread:
        twice, error = expected(2 * spread)
        assert abs(found - twice) > SIGMAS * error


def diverted(spread: float) -> tuple[float, float]:
    """Return which part of a web store's buyers goes to the other one when it closes, and its error.

    Buyers are followed one by one into the run without the store, under the same luck.
    """
    before, after = (
        played(spread, stores).table("sale")[["week", "customer", "outlet"]].astype({"outlet": str})
        for stores in (2, 1)
    )
    lost = before[before["outlet"] == WEB[1]]
    then = lost.merge(after, "left", on=["week", "customer"], suffixes=("", "_then"))
    goes = (then["outlet_then"] == WEB[0]).astype(float)
    spread_by_person = (goes - goes.mean()).groupby(then["customer"]).sum()
    return float(goes.mean()), sqrt(float((spread_by_person**2).sum())) / len(goes)


def diversion(spread: float) -> float:
    """Return the same in closed form: E[s_j s_k / (1 − s_j)] / E[s_j]."""
    weight, store, _ = shares(spread)
    return float(weight @ (store * store / (1 - store)) / (weight @ store))


def test_buyers_of_a_store_that_closes_look_to_others_of_its_format() -> None:
    """The more so the wider tastes are; each figure is the closed form's, not that of twice the spread."""
    found = [diverted(spread) for spread in SPREADS]

    assert found[0][0] < found[1][0] < found[2][0]
    for spread, (part, error) in zip(SPREADS, found, strict=True):
        assert abs(part - diversion(spread)) < SIGMAS * error
        if spread:
            assert abs(part - diversion(2 * spread)) > SIGMAS * error


def test_a_clone_changes_no_ones_taste() -> None:
    """More dealers, a second web store: the same tastes to the bit; another format adds one beside them."""
    plain, more = people(world(1.3, stores=1)), people(world(1.3, stores=2, dealers=7))
    without = people(world(1.3, stores=0))

    assert plain.taste_names == more.taste_names == (("format", "web_store"), ("format", "dealer"))
    assert np.array_equal(plain.tastes, more.tastes)
    assert without.taste_names == (("format", "dealer"),)
    assert np.array_equal(without.tastes[:, 0], plain.tastes[:, 1])


def test_tastes_for_formats_are_independent_and_as_wide_as_their_segment_says() -> None:
    """Each is N(0, σ) and hangs on no other; two segments have two spreads."""
    scenario = world(1.3)
    all_alike = scenario.model_dump(mode="json")["segments"]["all"]
    halves = {
        name: {**all_alike, "share": 0.5, "format_taste_spread": spread}
        for name, spread in (("settled", 2.1), ("open", 0.7))
    }
    drawn = people(scenario.changed(segments=halves))
    tastes = drawn.tastes.astype(float)
    error = 1 / sqrt(PEOPLE / 2)
    for cell, spread in enumerate((2.1, 0.7)):
        own = tastes[drawn.cell == cell]
        assert np.abs(own.mean(axis=0)).max() < SIGMAS * spread * error
        assert own.std(axis=0) == pytest.approx([spread, spread], abs=SIGMAS * spread * error / sqrt(2))
        assert abs(np.corrcoef(own.T)[0, 1]) < SIGMAS * error


def test_without_a_spread_all_is_as_if_there_were_no_such_taste() -> None:
    """To the bit: nothing is drawn for it; a spread changes the run, and the switch takes it out again."""
    none, some = played(0.0, 2), played(1.0, 2)

    assert people(world(0.0)).taste_names == ()
    assert none.content_hash() != some.content_hash()
    off = simulate(world(1.0, switched_off=["heterogeneity"]), SEED)
    assert off.table("sale").equals(none.table("sale"))


def test_both_crowds_have_the_same_tastes_for_formats() -> None:
    """Entry by entry."""
    columns, one_by_one = (
        simulate(world(1.0).changed(crowd=crowd, customers=40), SEED) for crowd in ("columns", "one_by_one")
    )

    assert difference(columns, one_by_one) == ""
    assert columns.count("sale") > 10


def test_formats_with_a_trait_in_common_are_liked_together() -> None:
    """Tastes for two formats from home correlate as σ_r² / (σ_r² + σ_f²); that for a shop with neither."""
    remote, own = 1.6, 0.8
    way = {"model": "marketplace", "first_party": True, "sellers": 0, "wholesalers": 0, "reach": 1.0}
    scenario = world(own, stores=1, dealers=1).changed(customers=SOME, crowd="one_by_one")
    drawn = scenario.model_dump(mode="json")
    drawn["segments"]["all"]["tastes"] = {"remote": remote}
    market = opened(
        scenario.changed(segments=drawn["segments"], distribution=[*drawn["distribution"], way]), SEED
    )
    market.step()
    week, formats = market.crowd.week(0), [outlet.format for outlet in market.outlet_traits.outlets]
    liked = np.array(
        [
            [who.utility("taste", week.offer(at, 0), Visit(0)) for at in range(len(formats))]
            for who in market.crowd.customers
        ]
    )
    found = dict(zip(product(formats, formats), np.corrcoef(liked.T).ravel(), strict=True))
    expected = remote**2 / (remote**2 + own**2)

    assert found["web_store", "marketplace"] == pytest.approx(
        expected, abs=SIGMAS * (1 - expected**2) / sqrt(SOME)
    )
    assert abs(found["web_store", "dealer"]) < SIGMAS / sqrt(SOME)
