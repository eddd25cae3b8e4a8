"""Use checks: each mistake in how goods are used is told with its place, and nothing is played."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator import InputError, Scenario, load
from simulator.market.setup.build_channel import channel_drawn, channel_notes
from simulator.market.setup.notes.idle_use import idle_use_notes
from simulator.scenario.load import load as load_file
from tests.worlds.small import small_world, written


def scenario_of(whole: dict[str, Any]) -> Scenario:
    """Return a world as a scenario."""
    return Scenario.model_validate_json(json.dumps(whole))


LIFE: dict[str, Any] = {"life": {"mean_weeks": 10}}
PAID: dict[str, Any] = {"subscription": {"period_weeks": 4}}


def said_of(tmp_path: Path, lamp: dict[str, Any], need: dict[str, Any], **changes: Any) -> str:
    """Return what is said of a world in which the lamp, and what readers need of light, are so."""
    whole = small_world()
    products, segments = whole["products"], whole["segments"]
    products["lamp"] |= lamp
    segments["readers"]["needs"]["light"] |= need
    path = written(tmp_path / "world.yaml", products=products, segments=segments, **changes)
    with pytest.raises(InputError) as told:
        load(path)
    return str(told.value)


@pytest.mark.parametrize(
    ("lamp", "need", "place", "text"),
    [
        ({"refill_of": ["bulbs"]}, {}, "products.lamp.refill_of.0", "did you mean 'bulb'"),
        ({"refill_of": ["lamp"], **LIFE}, {}, "products.lamp.refill_of.0", "can't be a refill of itself"),
        ({"community": {"joins": 0.5}}, {}, "products.lamp.community", "give it a 'life' or"),
        ({"community": {"joins": 1.5}, **LIFE}, {}, "products.lamp.community.joins", "at most 1"),
        ({"refill_of": ["bulb"]}, {}, "products.lamp.refill_of.0", "'bulb' doesn't last: give it a 'life'"),
        ({**LIFE, "subscription": {"period_weeks": 4}}, {}, "products.lamp", "leave one out"),
        ({"life": {"mean_weeks": 0.5}}, {}, "products.lamp.life.mean_weeks", "must be at least 2, is 0.5"),
        ({"life": {"mean_week": 5}}, {}, "products.lamp.life.mean_week", "mean_weeks"),
        ({}, {"per_year": 104}, "segments.readers.needs.light", "say 'counted: true'"),
        ({"lasts_weeks": 4}, {}, "products.lamp.lasts_weeks", "there is segments.NAME.needs.NAME.last"),
        ({}, {"life": 3}, "segments.readers.needs.light.life", "there is products.NAME.life"),
        ({"reviews": 1}, {}, "products.lamp.reviews", "there is response.reviews"),
        ({"returns": 1}, {}, "products.lamp.returns", "there is returns at the top of the file"),
        ({"alpha": 1}, {}, "products.lamp.alpha", "there is segments.NAME.needs.NAME.leaving.alpha"),
        ({"mean_weeks": 9}, {}, "products.lamp.mean_weeks", "there is products.NAME.life.mean_weeks"),
        ({}, {"units": 3, "lasts_weeks": 4}, "readers.needs.light", "3 units can't be open for 4 weeks"),
        ({}, {"units": 3, "pantry": {"storage_cost": 1}}, "readers.needs.light", "leave out 'pantry'"),
        (LIFE, {"counted": True}, "readers.needs.light.counted", "can't be true where something"),
        (PAID, {"counted": True}, "readers.needs.light.counted", "can't be true where something"),
        (LIFE, {"meanwhile": "adds_up"}, "readers.needs.light.meanwhile", "can't be 'adds_up'"),
        ({}, {"meanwhile": "adds up"}, "readers.needs.light.meanwhile", "adds_up"),
        ({}, {"leaving": {"alpha": 0, "beta": 1}}, "light.leaving.alpha", "must be more than 0, is 0"),
        ({}, {"pantry": {"storage_cost": 0}}, "needs.light.pantry.storage_cost", "must be more than 0, is 0"),
        ({}, {"rate_shape": "high"}, "segments.readers.needs.light.rate_shape", "number"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, lamp: dict[str, Any], need: dict[str, Any], place: str, text: str
) -> None:
    """What is wrong, where, and what instead."""
    lines = said_of(tmp_path, lamp, need).splitlines()

    assert any(place in line and text in line for line in lines), lines


def test_no_more_own_something_than_there_are(tmp_path: Path) -> None:
    """Shares of owners of one category sum to one at most."""
    whole = small_world()
    for product in whole["products"].values():
        product["life"] = {"mean_weeks": 10, "owned": 0.6}
    path = written(tmp_path / "world.yaml", products=whole["products"])

    with pytest.raises(InputError, match=r"products: the shares of customers that own .*light.* sum to 1.2"):
        load(path)


def test_shares_of_owners_are_summed_by_category(tmp_path: Path) -> None:
    """Six customers in ten may own something of each of two."""
    whole = small_world()
    for product, category in zip(whole["products"].values(), ("light", "other"), strict=False):
        product |= {"life": {"mean_weeks": 10, "owned": 0.6}, "category": category}
    for segment in whole["segments"].values():
        segment["needs"]["other"] = {"per_year": 1}
    made = load(written(tmp_path / "world.yaml", products=whole["products"], segments=whole["segments"]))

    assert [product.life.owned for product in made.products.values() if product.life] == [0.6, 0.6]


@pytest.mark.parametrize("base", [LIFE, PAID])
def test_what_lasts_or_is_subscribed_to_may_be_refilled(tmp_path: Path, base: dict[str, Any]) -> None:
    """Either is in use for a while."""
    products = small_world()["products"]
    products["bulb"] |= base
    products["lamp"]["refill_of"] = ["bulb"]
    made = load(written(tmp_path / "world.yaml", products=products))

    assert made.products["lamp"].refill_of == ["bulb"]


@pytest.mark.parametrize(
    "need", [{"counted": True}, {"units": 2}, {"pantry": {"storage_cost": 1}}, {"meanwhile": "adds_up"}]
)
def test_needs_that_journeys_cannot_tell_apart_are_refused(tmp_path: Path, need: dict[str, Any]) -> None:
    """Several of one category a week; sales can tell them apart."""
    said = said_of(tmp_path, {}, need, detail="journeys")
    assert "segments.readers.needs.light: may arise several times a week" in said

    whole = small_world()
    whole["segments"]["readers"]["needs"]["light"] |= need
    path = written(tmp_path / "told.yaml", segments=whole["segments"], detail="sales")
    assert load_file(path).detail == "sales"


def noted(scenario: Scenario) -> dict[str, str]:
    """Return what is noted of a scenario by place."""
    return {".".join(map(str, keys)): text for keys, text in idle_use_notes(channel_drawn(scenario))}


@pytest.mark.parametrize("way", [LIFE, PAID])
def test_a_pantry_for_what_lasts_is_noted(way: dict[str, Any]) -> None:
    """Not beside anything that is used up."""
    whole = small_world()
    whole["segments"]["readers"]["needs"]["light"]["pantry"] = {"storage_cost": 1.0}
    place = "segments.readers.needs.light.pantry"
    whole["products"]["lamp"] |= way
    assert place not in noted(scenario_of(whole))

    whole["products"]["bulb"] |= way
    assert "all of light lasts" in noted(scenario_of(whole))[place]


@pytest.mark.parametrize("way", [LIFE, PAID])
def test_what_is_used_up_beside_what_lasts_is_noted(way: dict[str, Any]) -> None:
    """Until it lasts, too, in whatever way."""
    whole = small_world()
    whole["products"]["lamp"] |= way
    notes = noted(scenario_of(whole))

    assert set(notes) == {"products.bulb"}
    assert "'lamp' of its category lasts" in notes["products.bulb"]
    whole["products"]["bulb"] |= PAID if way is LIFE else LIFE
    assert not noted(scenario_of(whole))


@pytest.mark.parametrize("weight", ["product_rating", "outlet_rating"])
def test_reviews_that_no_segment_minds_are_noted(weight: str) -> None:
    """One that minds either is enough."""
    whole = small_world(response={"reviews": {"chance": 0.1}})
    notes = noted(scenario_of(whole))

    assert set(notes) == {"response.reviews"}
    assert "product_rating" in notes["response.reviews"]
    whole["segments"]["readers"][weight] = 1.0
    assert not noted(scenario_of(whole))


def test_help_that_nothing_asks_for_is_noted() -> None:
    """Until a product asks for education or to try it."""
    whole = small_world()
    for product in whole["products"].values():
        product.pop("needs", None)
    whole["segments"]["readers"]["onboarding"] = 1.0

    assert "no product asks for help" in noted(scenario_of(whole))["segments.readers.onboarding"]
    whole["products"]["lamp"]["needs"] = {"hands_on": 0.5}
    assert not noted(scenario_of(whole))
    whole["products"]["lamp"]["needs"] = {"trust": 0.5}
    assert noted(scenario_of(whole))


def test_lateness_of_orders_that_nobody_takes_is_noted() -> None:
    """Until some outlet takes orders."""
    whole = small_world()
    whole["segments"]["readers"]["lateness"] = 0.5

    assert "no outlet takes orders" in noted(scenario_of(whole))["segments.readers.lateness"]
    assert not noted(scenario_of({**whole, "backorders": [{"at": "dealer"}]}))


def test_minding_to_wait_for_help_that_nobody_asks_for_is_noted() -> None:
    """Until there is support that owners ask for."""
    whole = small_world()
    whole["products"]["lamp"] |= LIFE
    whole["products"]["bulb"] |= LIFE
    whole["segments"]["readers"]["waiting_for_help"] = 1.0
    whole["segments"]["savers"]["needs"]["light"]["leaving"] = {"alpha": 1, "beta": 1, "unhelped": 0.5}
    whole["support"] = [{"contacts_per_year": 0}]
    places = {"segments.readers.waiting_for_help", "segments.savers.needs.light.leaving.unhelped"}

    assert set(noted(scenario_of(whole))) == places
    assert "who gives 'support'" in noted(scenario_of(whole))["segments.readers.waiting_for_help"]
    whole["support"] = [{"contacts_per_year": 5}]
    assert not noted(scenario_of(whole))


def test_communities_that_keep_nobody_or_are_not_heard_are_noted() -> None:
    """Until customers leave, and owners are heard."""
    whole = small_world()
    community = {"joins": 0.5, "stays": 1.0, "talks": 1.0}
    for product in whole["products"].values():
        product |= {"life": {"mean_weeks": 50}, "community": community}
    lamp = "products.lamp.community"
    whole["response"] = {**whole.get("response", {}), "word_of_mouth": 0.0}

    assert {f"{lamp}.stays", f"{lamp}.talks"} <= set(noted(scenario_of(whole)))
    whole["response"]["word_of_mouth"] = 0.1
    for segment in whole["segments"].values():
        for need in segment["needs"].values():
            need["leaving"] = {"alpha": 1.0, "beta": 9.0}
    assert not noted(scenario_of(whole))


@pytest.mark.parametrize(
    ("terms", "is_noted"), [({"price": 101}, True), ({"price": 100}, False), ({"of_list": 1.01}, True)]
)
def test_a_promotion_dearer_than_the_list_price_is_noted(terms: dict[str, Any], is_noted: bool) -> None:
    """Since nobody takes what is dearer than what is asked."""
    whole = small_world(promotions=[{"product": "lamp", "at": "dealer", **terms}])
    assert whole["products"]["lamp"]["list_price"] == 100

    notes = dict(channel_notes(scenario_of(whole), "prices_above_list"))
    assert (("promotions", 0) in notes) == is_noted


@pytest.mark.parametrize(
    ("part", "name", "meant"), [("products", "lampe", "lamp"), ("segments", "reader", "readers")]
)
def test_a_mistyped_name_is_told_once(tmp_path: Path, part: str, name: str, meant: str) -> None:
    """Rather than all that its new entry lacks."""
    base = written(tmp_path / "base.yaml")
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: {base.name}\nname: mine\n{part}: {{{name}: {{}}}}\n", encoding="utf-8")

    with pytest.raises(InputError) as told:
        load(path)
    assert f"mine.yaml:3:{len(part) + 4}: {part}.{name}: is a new name" in str(told.value)
    assert f"did you mean '{meant}'" in str(told.value)
    assert "is missing" not in str(told.value)
