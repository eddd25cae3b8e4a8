"""Assumptions: numbers of a world that are assumed, and the scenario with some of them scaled.

What is assumed of people, of products and of how people respond is shared by all scenarios that are compared;
numbers of one name are moved together, by one factor.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from simulator.base.record import Record
from simulator.domain.communication.message import Response
from simulator.domain.people.need import Need
from simulator.domain.people.segments import segment_type
from simulator.domain.product.product import Product
from simulator.domain.registries import UTILITY
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.scenario.schema import Scenario

type Keys = tuple[str, ...]


class Assumption(NamedTuple):
    """A number, or several that are moved together, of the world that is assumed."""

    name: str
    places: tuple[Keys, ...]


def assumptions_of(scenario: Scenario) -> list[Assumption]:
    """Return the assumptions about customers, products and response that are not zero."""
    world = scenario.model_dump(mode="json")
    found: dict[str, list[Keys]] = {}
    for keys, value in _numbers(world):
        name = _name(keys)
        if name and value:
            found.setdefault(name, []).append(keys)
    return [Assumption(name, tuple(places)) for name, places in found.items()]


def with_factors(scenario: Scenario, factors: Mapping[str, float]) -> Scenario:
    """Return the scenario with assumptions multiplied by factors; shares stay at most one."""
    world = scenario.model_dump(mode="json")
    for assumption in assumptions_of(scenario):
        factor = factors.get(assumption.name, 1.0)
        for *way, last in assumption.places:
            part = world
            for key in way:
                part = part[key]
            part[last] = min(part[last] * factor, _most((*way, last), part))
    kept = {name: world[name] for name in ("segments", "products", "response")}
    return scenario.changed(**kept)


def _numbers(part: Any, keys: Keys = ()) -> Iterator[tuple[Keys, float]]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _numbers(value, (*keys, key))
    elif isinstance(part, float):
        yield keys, part


_SHARED_BY_TERMS = {"price_sensitivity", "price_sensitivity_spread", "information_need", "advice_effort"}


def _is_assumed(field: str) -> bool:
    """Say whether a field of a segment is an assumption: every parameter of a term of utility is one."""
    return field in _SHARED_BY_TERMS or any(field in term.model_fields for _, term in UTILITY.items())


def _name(keys: Keys) -> str:
    """Return the name of an assumption; empty for other numbers."""
    match keys:
        case ("segments", _, "needs", _, "per_year"):
            return "need rate"
        case ("segments", _, field, *_) if _is_assumed(field):
            return field.replace("_", " ")
        case ("products", _, "appeal" | "uncertainty" as field):
            return f"product {field}"
        case ("response", field):
            return field.replace("_", " ")
    return ""


def _most(keys: Keys, part: dict[str, Any]) -> float:
    """Return the largest value that a number may have; *part* holds it."""
    noun: type[Record]
    match keys:
        case ("segments", _, "needs", _, "per_year") if not part["counted"]:
            return WEEKS_PER_YEAR
        case ("segments", _, "needs", _, field):
            noun = Need
        case ("segments", _, field, *_):
            noun = segment_type()
        case ("products", _, field):
            noun = Product
        case (_, field):
            noun = Response
    return _bound(noun, str(field))


@cache
def _bound(noun: type[Record], field: str) -> float:
    schema = noun.model_json_schema()
    part = schema["properties"][field]
    while "maximum" not in part:
        if "$ref" in part:
            part = schema["$defs"][part["$ref"].rsplit("/", 1)[-1]]
        elif isinstance(part.get("additionalProperties"), dict):
            part = part["additionalProperties"]
        else:
            return math.inf
    return float(part["maximum"])
