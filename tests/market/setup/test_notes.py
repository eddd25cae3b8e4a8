"""Notes: each tells what it is there for, with its keys, and is silent where that is mended."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.domain.registries import NOTES
from simulator.market.setup.build_channel import channel_drawn, channel_notes
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.worlds.small import small_scenario, small_world

PATHS = sorted(Path("scenarios").glob("*.yaml"))
KNOWN = {
    "espresso_named_dealers": {"overridden_terms"},
    "espresso_advised_upgrade": {"opening_stocks"},
    "espresso_floor_unwatched": {"price_floors"},
    "espresso_showrooming_brings": {"prices_above_list"},
    "espresso_pods": {"unit_costs"},
    "espresso_pods_discounter": {"unit_costs"},
    "espresso_pods_suggested": {"unit_costs"},
}
"""Shipped scenarios of which something is told that is true and meant, such as parcels dear beside pods."""


def told(name: str, scenario: Scenario) -> dict[str, str]:
    """Return what one note says of a scenario, by dotted keys."""
    return {".".join(map(str, keys)): text for keys, text in NOTES.get(name)(channel_drawn(scenario))}


def with_product(**changes: Any) -> Scenario:
    """Return the small world with another lamp."""
    products = small_world()["products"]
    products["lamp"] |= changes
    return small_scenario(products=products)


def dealers(**terms: Any) -> Scenario:
    """Return the small world with other terms of its dealers, read as a file is: what is left out, is."""
    way = {"model": "authorized_dealers", "dealers_per_region": 2, **terms}
    return small_scenario(distribution=[way])


def deaf(**response: Any) -> Scenario:
    """Return the small world without a campaign, where nothing else makes a product known."""
    return small_scenario(campaigns=[], response=response)


BY_DAY = [path for at, path in enumerate(PATHS) if path.stem in KNOWN or at % 3 == 0]


@pytest.mark.parametrize(
    "paths", [BY_DAY, pytest.param(PATHS, marks=pytest.mark.nightly)], ids=["some", "all"]
)
def test_what_is_noted_is_true_of_shipped_scenarios(paths: list[Path]) -> None:
    """Nothing is noted of the others."""
    names = NOTES.names()
    with Cases() as cases:
        for path in paths:
            with cases.case(path.stem):
                channel = channel_drawn(load(path))
                found = {name for name in names if list(NOTES.get(name)(channel))}
                assert found == KNOWN.get(path.stem, set())


@pytest.mark.parametrize(
    ("currency", "code"),
    [
        ("€", "EUR"),
        ("euro", "EUR"),
        ("Euros", "EUR"),
        ("eur", "EUR"),
        ("$", "USD"),
        ("£", "GBP"),
        ("EUT", "EUR"),
    ],
)
def test_a_currency_that_is_no_code_is_told_with_the_one_that_was_meant(currency: str, code: str) -> None:
    """Its symbol, its name, small letters, a slip."""
    world = small_scenario(units={"currency": currency})
    found = told("unknown_currencies", world)

    assert found["units.currency"].startswith(
        f"'{currency}' is no code of a currency; did you mean '{code}'?"
    )
    assert told("unknown_currencies", world.changed(units={"currency": code})) == {}


@pytest.mark.parametrize("currency", ["EUR", "JPY", "DEM", "thaler", "k EUR", "Ꞓ"])
def test_codes_and_money_of_a_game_are_no_slips(currency: str) -> None:
    """Also codes of the past."""
    assert told("unknown_currencies", small_scenario(units={"currency": currency})) == {}


def test_a_note_is_one_new_registration() -> None:
    """It is handed the drawn channel, and told with the others; forgotten, it is told no more."""

    def tall(channel: Any) -> Iterator[tuple[tuple[str, ...], str]]:
        yield ("name",), f"has {len(channel.members)} members"

    NOTES.register("tall")(tall)
    try:
        notes = dict(channel_notes(small_scenario()))
    finally:
        NOTES.forget("tall")

    assert notes[("name",)] == "has 7 members"
    assert ("name",) not in dict(channel_notes(small_scenario()))


def test_a_product_that_can_be_known_to_no_customer_is_told() -> None:
    """Until a campaign, what is remembered, a shelf or owners make it known; word of mouth needs a buyer."""
    heard = {"word_of_mouth": 1.0}

    assert set(told("unknown_products", deaf())) == {"products.lamp", "products.bulb"}
    assert set(told("unknown_products", deaf(**heard))) == {"products.lamp", "products.bulb"}
    assert set(told("unknown_products", small_scenario())) == {"products.bulb"}
    assert "none is sold" in told("unknown_products", small_scenario())["products.bulb"]
    for known in ({"always_aware": 0.1}, {"initial_adstock": 0.1}, {"display": 0.1}):
        assert told("unknown_products", deaf(**known)) == {}
    lasting = {"mean_weeks": 100, "owned": 0.3}
    lamp = {**small_world()["products"]["lamp"], "life": lasting}
    bulb = {**small_world()["products"]["bulb"], "life": lasting}
    owned = small_scenario(campaigns=[], response=heard, products={"lamp": lamp, "bulb": bulb})
    assert told("unknown_products", owned) == {}


def test_of_an_unknown_product_none_is_sold() -> None:
    """As the note says; of one that is advertised some are."""
    ledger = simulate(small_scenario(weeks=12, customers=400), 3)
    sold = ledger.table("sale").astype({"product": str}).groupby("product")["units"].sum()

    assert set(sold.index) == {"lamp"}


def test_campaigns_that_reach_nobody_are_told() -> None:
    """Without attention, without money, without a need; also where an event starts it."""
    people = small_world()["segments"]
    deaf_people = {name: {k: v for k, v in one.items() if k != "media"} for name, one in people.items()}
    (campaign,) = small_world()["campaigns"]
    started = {"medium": "social", "message": "bright", "weekly_budget": 5}
    event = {"week": 2, "do": {"start_campaign": started}}

    idle = told("idle_campaigns", small_scenario(segments=deaf_people, events=[event]))
    assert set(idle) == {"campaigns.0", "events.0.do.start_campaign"}
    assert "segments.NAME.media" in idle["campaigns.0"]
    unpaid = small_scenario(campaigns=[{**campaign, "weekly_budget": 0}])
    assert "'weekly_budget' is 0" in told("idle_campaigns", unpaid)["campaigns.0"]
    readers = {**people["readers"], "needs": {}}
    unneeded = small_scenario(
        segments={**people, "readers": readers}, campaigns=[{**campaign, "product": "lamp"}]
    )
    assert "nobody that needs light" in told("idle_campaigns", unneeded)["campaigns.0"]
    assert told("idle_campaigns", small_scenario()) == {}


def test_units_that_are_a_loss_are_told() -> None:
    """To make, to a maker that gives too much margin, to an outlet; not what earns nothing or something."""
    assert (
        "above the list price" in told("unit_costs", with_product(unit_cost=101))["products.lamp.unit_cost"]
    )
    assert told("unit_costs", with_product(unit_cost=40)) == {}
    assert "costs 40 to make" in told("unit_costs", dealers(margin=0.7))["distribution"]
    hosted = {
        "model": "marketplace",
        "wholesalers": 0,
        "fulfilled": 0.0,
        "referral_fee": 0.3,
        "sale_cost": 15,
    }
    loss = told("unit_costs", small_scenario(distribution=hosted))
    assert "30 in commission, 15 for handling" in loss["distribution"]
    assert (
        told("unit_costs", small_scenario(distribution={**hosted, "sale_cost": 1, "referral_fee": 0.05}))
        == {}
    )


def test_a_floor_that_is_never_reached_or_free_to_break_is_told() -> None:
    """Where prices move, or the scenario says how breaches are found; and a floor that costs none."""
    never = {"policy": "cost_plus", "markup": 0.2}

    assert (
        "never reached"
        in told("price_floors", dealers(price_floor=0.5, pricing=never))["distribution.price_floor"]
    )
    kept = dealers(price_floor=0.95, floor_detection=0.5)
    assert "does nothing" in told("price_floors", kept)["distribution.price_floor"]
    assert told("price_floors", dealers(price_floor=0.95)) == {}
    reached = {"policy": "undercut"}
    assert told("price_floors", dealers(price_floor=0.95, pricing=reached)) == {}
    free = dealers(price_floor=0.95, pricing=reached, floor_penalty=0)
    assert "costs nothing" in told("price_floors", free)["distribution.price_floor"]


def test_a_floor_that_is_never_reached_does_nothing() -> None:
    """Sales and payments are the same without it."""
    never = {"pricing": {"policy": "cost_plus", "markup": 0.2}, "margin": 0.3}
    low, none = (simulate(dealers(price_floor=floor, **never), 3).table("payment") for floor in (0.5, None))

    assert len(low) > 0
    assert low.equals(none)


def test_prices_above_list_are_told() -> None:
    """Of outlets by their rule, of promotions; not at list."""
    dear = dealers(pricing={"policy": "cost_plus", "markup": 0.9}, margin=0.3)
    assert "never asks less than 133 EUR for 'lamp'" in told("prices_above_list", dear)["distribution"]
    assert told("prices_above_list", dealers()) == {}
    offers = [{"product": "lamp", "price": price, "at": "dealer"} for price in (90, 120)]
    assert set(told("prices_above_list", small_scenario(promotions=offers))) == {"promotions.1"}


@pytest.mark.parametrize(("stock", "is_told"), [(50, False), (250, True)])
def test_opening_stock_of_many_months_is_told(stock: int, is_told: bool) -> None:
    """400 customers need 13.8 lights a week, of which lamps are to be half: 26 weeks are 180 lamps."""
    makers = {"acme": {"opening_stock": stock}, "rival": {}}
    notes = told("opening_stocks", small_scenario(manufacturers=makers, customers=400))

    assert ("manufacturers.acme.opening_stock" in notes) == is_told


@pytest.mark.parametrize(
    ("price", "is_told"), [(12, True), (60, True), (449, False), (1200, False), (12_000, True)]
)
def test_defaults_in_currency_are_told_where_goods_have_another_price(price: float, is_told: bool) -> None:
    """With their share of the list price, and what would be in proportion; what a file says is not."""
    product = {"list_price": price, "unit_cost": price / 3}
    products = small_world()["products"]
    products["lamp"] |= product
    products["bulb"] |= product
    way = {"model": "authorized_dealers"}
    notes = told("currency_defaults", small_scenario(products=products, distribution=[way]))

    assert ("distribution.0" in notes) == is_told
    if price == 60:
        assert "advice_cost 6 (10% of it)" in notes["distribution.0"]
        assert "advice_cost: 0.802" in notes["distribution.0"]
    said = {**way, "advice_cost": 1, "floor_penalty": 100}
    quiet = told("currency_defaults", small_scenario(products=products, distribution=[said]))
    assert "distribution.0" not in quiet


def test_a_setting_that_changes_nothing_is_told() -> None:
    """A share of the list price beside a rule that sets the price; alone it does something."""
    rule = {"policy": "cost_plus", "markup": 1.0}
    store = {"model": "direct_automated", "price": 0.9}

    both = told("idle_settings", small_scenario(distribution=[{**store, "pricing": rule}]))
    assert set(both) == {"distribution.0.price"}
    assert told("idle_settings", small_scenario(distribution=[store])) == {}
