"""Switches: each changes a ledger that has its mechanism, and leaves one without it alone.

A new mechanism adds its switch to the room, what brings it about to `RICH`, and nothing here; its default
is off, so `BARE` has none of it as it stands.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from simulator.domain.registries import SWITCHES
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.scenario.describe.describe import describe
from simulator.scenario.diff import differences
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_world, written

PEOPLE: dict[str, Any] = {
    "share": 1.0,
    "values": {"quality": 1.5, "price": 1.0},
    "price_sensitivity": 0.02,
    "needs": {"light": {"per_year": 12}},
    "media": {"social": 1.0},
}
LAMP = {**small_world()["products"]["lamp"], "appeal": 2.5}
BULB = {**small_world()["products"]["bulb"], "appeal": 2.5}


def scenario(**changes: Any) -> Scenario:
    """Return a small world in plain values as a scenario."""
    whole = small_world(weeks=12, customers=1200, campaigns=[], events=[], competition=[], messages={})
    return Scenario.model_validate_json(json.dumps({**whole, **changes}))


BARE = scenario(
    weeks=3,
    customers=300,
    products={name: {**p, "digital": True} for name, p in {"lamp": LAMP, "bulb": BULB}.items()},
    segments={"people": {**PEOPLE, "taste_shock": 0.0}},
    response={"always_aware": 1.0},
    distribution={"model": "direct_automated", "expertise": 0.0, "advice_cost": 0.0},
)
"""A world with none of the mechanisms that can be switched off."""

RICH = scenario(
    choice={"nesting": "kind", "dissimilarity": {"kind": 0.9, "outlet": 0.9}},
    products={
        "lamp": {
            **LAMP,
            "uncertainty": 1.5,
            "variability": 0.5,
            "failure_rate": 0.1,
            "upgrade_of": "bulb",
            "talk_weeks": 2,
            "needs": "niche",
            "reputation": {"quality": 0.3},
            "spoilage": 0.02,
            "weekly_capacity": 300,
        },
        "bulb": {**BULB, "uncertainty": 1.0, "needs": "commodity", "life": {"mean_weeks": 5}},
        "oil": {
            **LAMP,
            "category": "fuel",
            "list_price": 20.0,
            "unit_cost": 5.0,
            "subscription": {"period_weeks": 2},
            "community": {"joins": 0.5, "stays": 1.0, "talks": 2.0, "weekly_cost": 0.1},
            "refill_of": ["bulb"],
        },
        "shade": {
            **LAMP,
            "category": "shades",
            "suggested_with": {"products": ["lamp", "bulb"], "chance": 1.0},
        },
    },
    segments={
        "people": {
            **PEOPLE,
            "share": 0.6,
            "price_sensitivity_spread": 0.5,
            "needs": {
                "light": {"per_year": 12, "season": 0.6, "peak_week": 8, "lasts_weeks": 3, "rate_shape": 2.0},
                "fuel": {"per_year": 40, "price_weight": 2.0, "leaving": {"alpha": 1.0, "beta": 2.0}},
            },
            "habits": {"dealer": 0.7, "marketplace": -0.4},
            "tastes": {"remote": 0.8, "expert": 0.8},
            "advice_effort": 0.2,
            "loyalty": 1.0,
            "choice_overload": 0.1,
            "products_with_ease": 1,
            "learns_from_use": 0.5,
            "onboarding": 1.0,
            "foresees_returns": 0.5,
            "return_hassle": 3.0,
            "lateness": 1.0,
            "brand_equity": 1.0,
            "product_rating": 1.0,
            "recommendation": 1.0,
            "satisfaction_weight": 1.0,
            "questions": {"trust": 0.5},
            "unboxing": {"dealer": -0.5},
        },
        "team": {**PEOPLE, "share": 0.1, "buying_group": {"decider": "people"}},
        "sure": {
            **PEOPLE,
            "needs": {"light": {"per_year": 12, "pantry": {"storage_cost": 0.1}}},
            "share": 0.3,
            "willingness_to_pay": {"shape": "uniform", "scale": 200.0},
        },
    },
    response={
        "retention": 0.8,
        "initial_adstock": 1.0,
        "display": 0.2,
        "word_of_mouth": 0.5,
        "owners_credibility": 0.5,
        "trust_halved_at": 0.02,
        "learning": 1.0,
        "belief_decay": 0.1,
        "price_talk": 1.0,
        "equity": {"decay": 0.02},
        "reviews": {"chance": 0.5},
    },
    distribution=[
        {
            "model": "authorized_dealers",
            "image": 0.9,
            "effort": {"policy": "follows_margin", "memory_weeks": 2, "review_weeks": 1},
            "escalation": {"policy": "ladder", "usual_weeks": 1, "thresholds": [0.01] * 5},
            "price_floor": 0.97,
            "floor_penalty": 5.0,
            "pricing": {"policy": "undercut", "step": 0.02},
            "opening_stock": 2,
            "margin": 0.4,
            "ordering": {
                "policy": "shortage_gaming",
                "rule": {"policy": "periodic_review", "weeks": 2, "rule": "forward_buying"},
            },
        },
        {
            "model": "open_resale",
            "resellers": 2,
            "wholesalers": 2,
            "suppliers": 2,
            "sourcing": "lowest_price",
            "opening_stock": 2,
            "rivalry": {"step": 0.02},
            "entry_exit": {"policy": "profit_threshold", "entry_weeks": 2, "exit_weeks": 2},
            "running_cost": 60.0,
            "allocation": "first_come",
            "reseller_pool": 2,
            "wholesale_pricing": {"policy": "naive", "demand_model": {"demand": "linear", "slope": 1.0}},
        },
        {"model": "marketplace", "label": "acme on", "sellers": 2, "first_party_stock": 2},
        {"model": "category_retail", "shops": 2, "assortment": {"shelf_space": 1, "listing": "best_sellers"}},
        {"model": "pop_up_stores", "weeks": [2, 3], "opening_stock": 2},
        {"model": "exclusive", "service": 1.0, "opening_stock": 2},
        {"model": "direct_assisted", "reps": 1, "hours_per_sale": 15.0, "reach": 0.6},
        {"model": "direct_automated", "price": 0.95},
    ],
    competition=[{"model": "open_resale", "maker": "rival", "resellers": 1}],
    carriers={"van": {"cost": 2.0, "delays": [0.3]}},
    contracts=[
        {"to": "dealer", "carrier": "van", "backorders": 0.5, "shares_sales": True, "compensation": 0.5},
        {"to": "reseller", "rebate": {"above": 1, "rate": 0.1, "every": 2}},
        {"to": "reseller", "product": "bulb", "returns": {"within_weeks": 6}},
    ],
    promotions=[
        {"product": "lamp", "at": "dealer", "off": 0.1, "code": {"name": "SPRING", "reaches": 0.5}},
        {"product": "lamp", "at": "reseller", "pay": {"instalments": 3, "fee": 0.05, "default_rate": 0.1}},
    ],
    returns=[{"at": "dealer", "saleable": 0.5}],
    warranties=[{"product": "lamp"}],
    support=[{"contacts_per_year": 20, "weekly_capacity": 30, "patience_weeks": 2, "cost": 3.0}],
    backorders=[{"at": "dealer"}, {"at": "reseller", "product": "lamp"}],
    messages={
        "default": "craft",
        "by_channel": {"marketplace": "deal"},
        "by_maker": {"rival": "deal"},
        "boast": {"says": {"quality": 1.0}, "claims": {"quality": 1.0}},
    },
    media={
        "social": {
            "cost_per_contact": 0.4,
            "credibility": 0.3,
            "weekly_room": 0.5,
            "season": 0.5,
            "wear_out": 0.5,
            "carry_over": 0.5,
            "saturation": {"half_at": 0.5},
        }
    },
    campaigns=[
        {"medium": "social", "message": "deal", "weeks": [1, 12], "weekly_budget": 200},
        {"medium": "social", "message": "boast", "product": "bulb", "weeks": [1, 12], "weekly_budget": 200},
    ],
    events=[
        {"week": 5, "message": "care"},
        {"week": 8, "depart": "acme marketplace"},
        {"week": 9, "open_channel": {"model": "direct_automated", "label": "late", "price": 0.9}},
        {"week": 10, "depart": "rival wholesaler 1"},
        {"week": 3, "who": "acme", "do": {"trade_terms": {"times": 0.7}}, "lasts": 3},
    ],
)
"""A world with all of them at work."""

SEED = 8
NAMES = SWITCHES.names()


def week_by_week(scenario: Scenario) -> Iterator[Ledger]:
    """Yield the ledger of a run, after each of its weeks."""
    market = opened(scenario, SEED)
    for _ in range(scenario.weeks):
        market.step()
        yield market.ledger


@cache
def rich_weeks() -> Iterator[Ledger]:
    """Return the run of the rich world with nothing switched off, as far as any test asks."""
    return week_by_week(RICH)


@cache
def rich_hash(week: int) -> str:
    """Return the hash of the rich world after a week, one of the weeks asked for."""
    del week
    return next(rich_weeks()).content_hash()


@pytest.fixture(scope="module")
def bare_hash() -> str:
    """Return the hash of the bare world with nothing switched off."""
    return simulate(BARE, SEED).content_hash()


@pytest.mark.by_day(29)
@pytest.mark.parametrize("name", NAMES)
def test_it_changes_a_ledger_that_has_the_mechanism(name: str) -> None:
    """Switched off, something else is written in some week; until then things are sold."""
    weeks = enumerate(week_by_week(RICH.changed(switched_off=[name])), start=1)
    other = next((ledger for week, ledger in weeks if ledger.content_hash() != rich_hash(week)), None)

    assert other is not None
    assert other.count("sale") > 0


@pytest.mark.nightly
@pytest.mark.parametrize("name", NAMES)
def test_the_rich_world_is_played_to_its_end_without_it(name: str) -> None:
    """Whatever is switched off."""
    assert measure(simulate(RICH.changed(switched_off=[name]), SEED), "units_sold") > 0


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_a_ledger_without_the_mechanism_alone(name: str, bare_hash: str) -> None:
    """All entries are the same; only the run header says that something was switched off."""
    ledger = simulate(BARE.changed(switched_off=[name]), SEED)

    assert ledger.content_hash() == bare_hash
    assert ledger.header.scenario.switched_off == [name]


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_is_then_so(name: str) -> None:
    """In one sentence, which `describe` tells."""
    says = SWITCHES.get(name).says

    assert says.endswith(".")
    assert len(says) <= 100
    assert says in describe(RICH.changed(switched_off=[name]))


@pytest.mark.nightly
def test_all_of_them_at_once_are_alike_for_both_crowds() -> None:
    """In any order."""
    everything = simulate(RICH.changed(switched_off=NAMES), SEED)
    backwards = RICH.changed(switched_off=NAMES[::-1], crowd="one_by_one", customers=RICH.customers)

    assert simulate(backwards, SEED).content_hash() == everything.content_hash()
    assert everything.count("sale") > 0


def test_it_stands_in_the_fingerprint_and_among_the_settings_that_differ() -> None:
    """Two runs that differ in it are not taken for the same."""
    off = RICH.changed(switched_off=["season"])

    assert fingerprint(off) != fingerprint(RICH)
    assert differences(RICH, off) == [("switched_off", [], ["season"])]


def test_a_wrong_name_is_told_with_its_place_and_what_was_meant(tmp_path: Any) -> None:
    """Whatever is wrong with the list is told at once."""
    with pytest.raises(ScenarioError) as wrong:
        load(written(tmp_path / "wrong.yaml", switched_off=["seasn", 3, "advice", "advice"]))
    told = str(wrong.value).splitlines()

    assert len(told) == 3
    assert "switched_off.0: no switch called 'seasn'; did you mean 'season'?" in told[0]
    assert "switched_off.1: should be text, is 3" in told[1]
    assert "switched_off.3: 'advice' is switched off already" in told[2]


def test_nothing_heterogeneous_is_left_without_heterogeneity() -> None:
    """What is switched off is off: all customers of a segment have the same sensitivity and no tastes."""
    from simulator.market.simulate import opened  # noqa: PLC0415 - only this test opens a market

    people = opened(RICH.changed(switched_off=["heterogeneity"]), SEED).crowd.columns.people

    assert len(set(people.price_sensitivity.tolist())) == 1
    assert not people.tastes.any()
