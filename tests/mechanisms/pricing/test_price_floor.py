"""Price floors, penalties and commissions: what sellers post, and what it costs them."""

from typing import Any

import pandas as pd
import pytest

from simulator.domain.decisions.policies import pricing_rule
from simulator.domain.decisions.policy_views import PricingView
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.small import small_scenario

STEP, LIST, COST, FLOOR = 0.3, 100.0, 40.0, 0.95


def dealers(**terms: Any) -> Scenario:
    """Return one region of two dealers who undercut each other, at plenty of stock and demand."""
    way = {
        "model": "authorized_dealers",
        "dealers_per_region": 2,
        "margin": 1 - COST / LIST,
        "opening_stock": 50_000,
        "reach": 1.0,
        "price_floor": FLOOR,
        "floor_detection": 1.0,
        "pricing": {"policy": "undercut", "step": STEP, "least_margin": 0.1},
        **terms,
    }
    return small_scenario(
        weeks=4,
        customers=2000,
        regions={"north": {"share": 1.0}},
        segments={
            "people": {
                "share": 1.0,
                "values": {"quality": 2.0},
                "price_sensitivity": 0.01,
                "needs": {"light": {"per_year": 30}},
            }
        },
        response={"initial_adstock": 10.0},
        distribution=way,
        competition=[],
        campaigns=[],
        events=[],
    )


def posted(ledger: Ledger) -> pd.Series:
    """Return prices [money steps] by week and dealer."""
    table = ledger.table("posting", steps=True).astype({"outlet": str, "product": str})
    return table[table["product"] == "lamp"].set_index(["week", "outlet"])["price"]


def penalties(ledger: Ledger) -> dict[tuple[int, str, str], int]:
    """Return what was paid in penalties by week, payer and payee [money steps]."""
    table = ledger.table("payment", steps=True).astype({"payer": str, "payee": str, "reason": str})
    return table[table["reason"] == "penalty"].groupby(["week", "payer", "payee"])["amount"].sum().to_dict()


def test_a_dear_penalty_keeps_everybody_at_the_floor() -> None:
    """At a certain and crushing penalty nobody is below the floor, where all of them would be without one."""
    seed = int(DRAW.integers(1000))
    bound, free = (
        posted(simulate(dealers(**terms), seed))
        for terms in ({"floor_penalty": 1e9}, {"floor_penalty": 1e9, "price_floor": None})
    )

    assert set(bound[1]) == {round(LIST * 100)}
    assert set(free[2]) == {round(LIST * (1 - STEP) * 100)}
    assert set(bound[2:]) - {round(LIST * 100)} == {round(LIST * FLOOR * 100)}


def test_a_floor_without_a_penalty_is_broken_where_it_pays() -> None:
    """With (floor/wish)^ε (wish − cost) > floor − cost and no penalty, the floor binds nobody."""
    wish, floor = LIST * (1 - STEP), LIST * FLOOR

    assert (floor / wish) ** 2.6 * (wish - COST) > floor - COST

    prices = posted(simulate(dealers(floor_penalty=0.0), int(DRAW.integers(1000))))

    assert set(prices[2]) == {round(wish * 100)}


def test_a_floor_is_kept_where_breaking_it_loses_money() -> None:
    """Without any penalty a seller with thin margins stays at the floor: more units would not make up."""
    thin = {"margin": 0.32, "pricing": {"policy": "undercut", "step": STEP, "least_margin": 0.0}}
    cost, wish, floor = LIST * 0.68, LIST * (1 - STEP), LIST * FLOOR

    assert (floor / wish) ** 2.6 * (wish - cost) < floor - cost

    prices = posted(simulate(dealers(floor_penalty=0.0, **thin), int(DRAW.integers(1000))))

    assert set(prices[2]) == {round(floor * 100)}


@pytest.mark.parametrize("detection", [1.0, 0.0])
def test_a_penalty_is_paid_in_each_week_that_is_noticed(detection: float) -> None:
    """Buyer pays supplier the penalty in each week below the floor, if noticed; in no other week."""
    penalty = float(DRAW.integers(1, 500)) / 100
    ledger = simulate(dealers(floor_penalty=penalty, floor_detection=detection), int(DRAW.integers(1000)))
    prices = posted(ledger)
    below = prices[prices < round(LIST * FLOOR * 100)]
    expected = {(week, outlet, "acme"): round(penalty * 100) for week, outlet in below.index}

    assert len(below)
    assert penalties(ledger) == (expected if detection else {})


def test_a_floor_is_broken_just_where_the_gain_exceeds_the_expected_penalty() -> None:
    """In week 2: below the floor iff u ((floor/wish)^ε (wish − cost) − (floor − cost)) > d P."""
    seed, detection = int(DRAW.integers(1000)), float(DRAW.uniform(0.2, 0.9))
    sold = simulate(dealers(floor_penalty=0.0), seed).table("sale", steps=True).astype({"outlet": str})
    weekly = sold[sold["week"] == 1].groupby("outlet")["units"].sum()
    wish, floor = LIST * (1 - STEP), LIST * FLOOR
    gains = weekly * ((floor / wish) ** 2.6 * (wish - COST) - (floor - COST))
    for outlet, gain in gains.items():
        for share, expected in ((0.99, wish), (1.01, floor)):
            terms = {"floor_penalty": share * gain / detection, "floor_detection": detection}
            prices = posted(simulate(dealers(**terms), seed))

            assert prices[2, outlet] == round(expected * 100)


def view(**seen: Any) -> PricingView:
    """Return what an outlet sees, with some of it given."""
    plain = {"week": 5, "list_price": 100.0, "unit_cost": 50.0, "commission": 0.0, "current_price": 100.0}
    return PricingView(**{**plain, "lowest_rival": None, "on_hand": 5, "weekly_units": 2.0, **seen})


def test_undercutting_stops_where_the_least_margin_is_left_after_commission() -> None:
    """Whatever the rival asks: price × (1 − commission) = cost × (1 + least margin) when it binds."""
    cost, commission, least = DRAW.uniform(20, 60), DRAW.uniform(0.05, 0.4), DRAW.uniform(0.0, 0.3)
    rule = pricing_rule("undercut", step=0.1, least_margin=least)
    price = rule.price(view(unit_cost=cost, commission=commission, lowest_rival=1.0))

    assert price * (1 - commission) == pytest.approx(cost * (1 + least))


def test_cost_plus_leaves_its_markup_after_commission() -> None:
    """Price × (1 − commission) = cost × (1 + markup)."""
    cost, commission, markup = DRAW.uniform(20, 60), DRAW.uniform(0.05, 0.4), DRAW.uniform(0.1, 1.0)
    price = pricing_rule("cost_plus", markup=markup).price(view(unit_cost=cost, commission=commission))

    assert price * (1 - commission) == pytest.approx(cost * (1 + markup))


def test_sellers_on_a_marketplace_keep_their_least_margin() -> None:
    """At war, a seller's price less commission is (contract price + handling) × (1 + least margin)."""
    commission, least = float(DRAW.integers(5, 30)) / 100, float(DRAW.uniform(0.0, 0.15))
    discount, handling = 0.5, 6.0
    way = {
        "model": "open_resale",
        "resellers": 0,
        "marketplace_sellers": 2,
        "reseller_discount": discount,
        "wholesale_discount": 0.55,
        "commission": commission,
        "sale_cost": handling,
        "rivalry": {"step": 0.9, "least_margin": [least, least]},
    }
    cost = LIST * (1 - discount) + handling
    ledger = simulate(dealers().changed(distribution=way), int(DRAW.integers(1000)))
    table = ledger.table("posting", steps=True)
    second = table[table["week"] == 2]

    assert set(second["price"]) == {round(100 * cost * (1 + least) / (1 - commission))}
    assert second["margin"].to_numpy() == pytest.approx(100 * cost * least, abs=2)


@pytest.mark.parametrize("quantity_step", [0.25, 4.0])
def test_the_decision_does_not_hang_on_the_counting_step(quantity_step: float) -> None:
    """The gain is that of the units sold, however many steps a unit is counted in."""
    seed, wish, floor = int(DRAW.integers(1000)), LIST * (1 - STEP), LIST * FLOOR
    units = {"quantity_step": quantity_step}
    sold = simulate(dealers(floor_penalty=0.0).changed(units=units), seed).table("sale", steps=True)
    weekly = sold[sold["week"] == 1].astype({"outlet": str}).groupby("outlet")["units"].sum() * quantity_step
    for outlet, gain in (weekly * ((floor / wish) ** 2.6 * (wish - COST) - (floor - COST))).items():
        for share, expected in ((0.99, wish), (1.01, floor)):
            prices = posted(simulate(dealers(floor_penalty=share * gain).changed(units=units), seed))

            assert prices[2, outlet] == round(expected * quantity_step * 100)
