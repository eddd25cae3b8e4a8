"""The schema: every field is described, with its unit; parts fit together; changes are validated again."""

import re
from collections.abc import Iterator
from typing import Any, Literal, TypeAliasType, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from simulator.base.input_error import InputError
from simulator.domain.communication.message import Message
from simulator.domain.people.segments import segment_type
from simulator.domain.registries import DISTRIBUTION_MODELS, ORDERING, PRICING
from simulator.scenario.schema import LONGEST_NAME, Scenario
from tests.cases import Cases
from tests.worlds.small import small_scenario, small_world

pytestmark = pytest.mark.usefixtures("stalls")

UNIT = re.compile(r"\[[^\]]+\]")


def types_in(annotation: Any) -> Iterator[Any]:
    """Yield the plain types of which an annotation is made."""
    if isinstance(annotation, TypeAliasType):
        yield from types_in(annotation.__value__)
    elif get_origin(annotation) in (Literal, None):
        yield from (map(type, get_args(annotation)) if get_origin(annotation) else (annotation,))
    else:
        for part in get_args(annotation):
            yield from types_in(part)


def models_in(model: type[BaseModel], seen: dict[type[BaseModel], None]) -> None:
    """Collect a model and all models its fields are made of."""
    if model in seen:
        return
    seen[model] = None
    for field in model.model_fields.values():
        for part in types_in(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                models_in(part, seen)


def all_models() -> list[type[BaseModel]]:
    """Return every model that a file can fill in, those on the shelves included."""
    seen: dict[type[BaseModel], None] = {}
    for root in (
        Scenario,
        segment_type(),
        Message,
        *(entry for shelf in (DISTRIBUTION_MODELS, PRICING, ORDERING) for _, entry in shelf.items()),
    ):
        models_in(root, seen)
    return list(seen)


def test_the_walk_reaches_everything() -> None:
    """The tests below are worth what this finds."""
    names = {model.__name__ for model in all_models()}
    assert {
        "Scenario",
        "Product",
        "Need",
        "Tastes",
        "Message",
        "Units",
        "Event",
        "AuthorizedDealers",
    } <= names


def test_every_field_is_described_with_its_unit() -> None:
    """Whoever fills in a number reads what it is and in which unit; a record may describe itself."""
    fields = [(model, *field) for model in all_models() for field in model.model_fields.items()]
    with Cases() as cases:
        for model, name, field in fields:
            parts = set(types_in(field.annotation))
            records = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
            described = field.description or "".join(record.__doc__ or "" for record in records)
            with cases.case(f"{model.__name__}.{name}"):
                assert described, "it has no description"
                if parts & {int, float}:
                    assert UNIT.search(described), f"it has no unit: {described}"


def broken(**changes: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Return what is wrong with the small world after changes."""
    with pytest.raises(ValidationError) as caught:
        small_scenario(**changes)
    return [(error["loc"], error["msg"]) for error in caught.value.errors()]


def test_competition_is_other_manufacturers() -> None:
    """A way under competition names a maker that is not the focal one."""
    assert broken(competition=["direct_automated"])[0][0] == ("competition", 0)
    assert broken(competition=[{"model": "direct_automated", "maker": "acme"}])[0][0] == (
        "competition",
        0,
        "maker",
    )


def test_an_unknown_focal_manufacturer_is_told_once() -> None:
    """What follows from one mistake is not told as more."""
    assert [place for place, _ in broken(focal="acne", competition=[])] == [("focal",)]


def test_the_focal_manufacturer_makes_something() -> None:
    """A question about somebody without products has no answer."""
    products = {"bulb": small_world()["products"]["bulb"]}
    assert broken(products=products) == [
        (("products",), "no product is made by the focal manufacturer 'acme'")
    ]


def test_what_is_said_of_the_focal_products_is_the_default() -> None:
    """A message for the focal manufacturer under by_maker would never be said."""
    assert broken(messages={"by_maker": {"acme": "craft"}})[0][0] == ("messages", "by_maker", "acme", "[key]")


def test_a_campaign_may_say_a_message_of_the_scenarios_own() -> None:
    """Own messages are found before the library's."""
    own = {"craft": {"says": {"price": 1.0}}}
    assert small_scenario(messages=own, campaigns=[]).messages.named("craft").says == {"price": 1.0}


def test_names_of_own_messages_are_names() -> None:
    """They stand in ledgers and tables like all other names."""
    (place, _), *_ = broken(messages={"a/b": {"says": {"price": 1.0}}}, campaigns=[])
    assert place == ("messages", "a/b", "[key]")


@pytest.mark.parametrize("name", ["two\nlines", "a\ttab", "", "x" * 121])
def test_a_name_fits_into_a_table(name: str) -> None:
    """It is one line, not empty and not endless."""
    assert broken(name=name)[0][0] == ("name",)


def test_using_gives_the_same_scenario_with_another_model(stalls: type[BaseModel]) -> None:
    """By name and parameters, however often; the name stays within its bounds."""
    scenario = small_scenario()
    for _ in range(20):
        scenario = scenario.using("stalls", stalls=3)
    assert isinstance(scenario.distribution[0], stalls)
    assert len(scenario.name) == LONGEST_NAME


def test_changed_takes_nouns_and_plain_values(stalls: Any) -> None:
    """A distribution model may be given as itself, alone or in a list."""
    scenario = small_scenario()
    by_name = scenario.changed(distribution={"model": "stalls", "stalls": 2})
    assert scenario.changed(distribution=stalls(stalls=2)) == by_name
    assert scenario.changed(distribution=[stalls(stalls=2)]) == by_name
    assert scenario.changed(campaigns=list(scenario.campaigns)) == scenario
    with pytest.raises(InputError, match="name: an object cannot stand in a scenario"):
        scenario.changed(name=object())
    with pytest.raises(InputError, match="weeks: must be at least 1, is 0"):
        scenario.changed(weeks=0)
