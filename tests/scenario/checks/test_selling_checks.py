"""Selling checks: each mistake in upgrades and suggestions is told with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator import InputError, Scenario, load
from simulator.market.setup.build_channel import channel_drawn
from simulator.market.setup.notes.idle_selling import idle_selling_notes
from tests.worlds.small import small_world, written

FUEL = {"category": "fuel"}


def suggested(*products: str, chance: Any = 0.5) -> dict[str, Any]:
    """Return that a product is suggested with others."""
    return {"suggested_with": {"products": list(products), "chance": chance}}


def world_with(**of_products: Any) -> dict[str, Any]:
    """Return a world in which products are so."""
    whole = small_world()
    for name, terms in of_products.items():
        whole["products"][name] = {**whole["products"].get(name, whole["products"]["lamp"]), **terms}
    return whole


@pytest.mark.parametrize(
    ("products", "place", "text"),
    [
        ({"lamp": {"upgrade_of": "bulbs"}}, "lamp.upgrade_of", "did you mean 'bulb'"),
        ({"lamp": {"upgrade_of": "lamp"}}, "lamp.upgrade_of", "can't be an upgrade of itself"),
        ({"oil": {**FUEL, "upgrade_of": "lamp"}}, "oil.upgrade_of", "the need for light, not for fuel"),
        ({"lamp": {"upgrade_of": ["bulb"]}}, "lamp.upgrade_of", "text"),
        ({"lamp": suggested("bulbs")}, "lamp.suggested_with.products.0", "did you mean 'bulb'"),
        (
            {"lamp": suggested("bulb", "lamp")},
            "lamp.suggested_with.products.1",
            "can't be suggested with itself",
        ),
        ({"lamp": suggested()}, "lamp.suggested_with.products", "at least 1"),
        ({"lamp": suggested("bulb", chance=1.5)}, "lamp.suggested_with.chance", "at most 1"),
        ({"lamp": suggested("bulb", chance=-0.1)}, "lamp.suggested_with.chance", "at least 0"),
        ({"lamp": suggested("bulb", chance=None)}, "lamp.suggested_with.chance", "number"),
        ({"lamp": {"suggested_with": ["bulb"]}}, "lamp.suggested_with", "map"),
        ({"lamp": {"suggested_with": {"products": "bulb", "chance": 1}}}, "suggested_with.products", "list"),
        ({"lamp": {"suggested_with": {"chance": 1}}}, "lamp.suggested_with.products", "missing"),
        (
            {"lamp": {"upgrade_of": "bulb"}, "bulb": {"upgrade_of": "lamp"}},
            "lamp.upgrade_of",
            "'bulb' is an upgrade of 'lamp'; one of them is better",
        ),
        (
            {"lamp": {"upgrade_of": "bulb"}, "bulb": {"upgrade_of": "spot"}, "spot": {"upgrade_of": "lamp"}},
            "spot.upgrade_of",
            "'lamp' is an upgrade of 'spot'",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, products: dict[str, Any], place: str, text: str
) -> None:
    """What is wrong, where, and what instead."""
    with pytest.raises(InputError) as told:
        load(written(tmp_path / "world.yaml", products=world_with(**products)["products"]))
    lines = str(told.value).splitlines()

    assert any(place in line and text in line for line in lines), lines


def test_of_three_each_may_be_better_than_the_one_before(tmp_path: Path) -> None:
    """Good, better, best."""
    whole = world_with(lamp={"upgrade_of": "bulb"}, spot={"upgrade_of": "lamp"})
    made = load(written(tmp_path / "world.yaml", products=whole["products"]))

    assert [one.upgrade_of for one in made.products.values()] == ["bulb", None, "lamp"]


def test_a_circle_that_one_is_not_part_of_is_not_its_mistake(tmp_path: Path) -> None:
    """The fault is told of the circle's own products."""
    whole = world_with(lamp={"upgrade_of": "bulb"}, bulb={"upgrade_of": "lamp"}, spot={"upgrade_of": "lamp"})
    with pytest.raises(InputError) as told:
        load(written(tmp_path / "world.yaml", products=whole["products"]))

    assert len(str(told.value).splitlines()) == 2
    assert "spot" not in str(told.value)


def noted(whole: dict[str, Any]) -> dict[str, str]:
    """Return what is noted of a world by place."""
    scenario = Scenario.model_validate_json(json.dumps(whole))
    return {".".join(map(str, keys)): text for keys, text in idle_selling_notes(channel_drawn(scenario))}


def test_half_of_an_upgrade_is_noted() -> None:
    """An upgrade never suggested, and people without an upgrade to hear of; both together are right."""
    whole = world_with(lamp={"upgrade_of": "bulb"})
    assert set(noted(whole)) == {"products.lamp.upgrade_of"}
    whole["segments"]["readers"]["recommendation"] = 1.0
    assert not noted(whole)
    del whole["products"]["lamp"]["upgrade_of"]
    assert set(noted(whole)) == {"segments.readers.recommendation"}


def test_journeys_cannot_tell_a_need_that_is_suggested_from_another(tmp_path: Path) -> None:
    """Sales can."""
    products = world_with(lamp=suggested("bulb"))["products"]
    with pytest.raises(InputError, match=r"products.lamp.suggested_with: .*take 'sales'"):
        load(written(tmp_path / "world.yaml", products=products, detail="journeys"))

    assert load(written(tmp_path / "told.yaml", products=products, detail="sales")).detail == "sales"


def test_two_products_may_be_suggested_with_each_other(tmp_path: Path) -> None:
    """A circle is no mistake."""
    products = world_with(lamp=suggested("bulb"), bulb=suggested("lamp", chance=0.0))["products"]
    made = load(written(tmp_path / "world.yaml", products=products)).products

    assert [one.suggested_with.products for one in made.values() if one.suggested_with] == [
        ["bulb"],
        ["lamp"],
    ]


def test_suggestions_where_nobody_asks_for_advice_are_noted() -> None:
    """Until something of a category with which it is suggested is uncertain."""
    whole = world_with(oil={**FUEL, **suggested("lamp")})
    assert "give it an 'uncertainty'" in noted(whole)["products.oil.suggested_with"]
    whole["products"]["bulb"]["uncertainty"] = 0.5
    assert not noted(whole)
