"""Bounds stand once: a setting at its own declared bounds is refused in its place, or a market opens with it.

Every numeric field of every distribution model, and of whatever stands in its blocks, is tried; so a number
that goes on into a rule with bounds of its own is found where the two do not agree.
"""

import json
from collections.abc import Iterator
from inspect import isabstract
from typing import Annotated, Any, TypeAliasType, get_args, get_origin

import annotated_types
import pytest

from simulator.base.record import Record
from simulator.domain.registries import DISTRIBUTION_MODELS, PRICING, WHOLESALE_PRICING
from simulator.market.simulate import opened
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_world

A_HAIR = 1e-9


def unfolded(annotation: Any, marks: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the plain types in an annotation, each with the bounds that apply to it."""
    if isinstance(annotation, TypeAliasType):
        yield from unfolded(annotation.__value__, marks)
    elif get_origin(annotation) is Annotated:
        inner, *found = get_args(annotation)
        more = [mark for one in found for mark in getattr(one, "metadata", [one])]
        yield from unfolded(inner, (*marks, *more))
    elif get_origin(annotation) is tuple:
        yield annotation, marks
    elif get_args(annotation):
        for part in get_args(annotation):
            yield from unfolded(part, marks)
    else:
        yield annotation, marks


def ends(marks: tuple[Any, ...], whole: bool) -> list[float]:
    """Return the least and the highest number that marks allow."""
    found: list[float] = []
    for mark in marks:
        if isinstance(mark, annotated_types.Ge):
            found.append(mark.ge)
        elif isinstance(mark, annotated_types.Gt):
            found.append(mark.gt + (1 if whole else A_HAIR))
        elif isinstance(mark, annotated_types.Le):
            found.append(mark.le)
        elif isinstance(mark, annotated_types.Lt):
            found.append(mark.lt - (1 if whole else A_HAIR))
    return [int(end) if whole else end for end in found]


def at_their_ends(record: type[Record]) -> Iterator[tuple[str, Any]]:
    """Yield dotted settings of a record and of records in it, at each of their bounds."""
    for name, field in record.model_fields.items():
        for kind, marks in unfolded(field.annotation, tuple(field.metadata)):
            if kind in (int, float):
                yield from ((name, end) for end in ends(marks, kind is int))
            elif get_origin(kind) is tuple:
                (part, inside), *_ = unfolded(get_args(kind)[0])
                yield from ((name, [end] * len(get_args(kind))) for end in ends(inside, part is int))
            elif isinstance(kind, type) and issubclass(kind, Record) and not isabstract(kind):
                yield from ((f"{name}.{below}", end) for below, end in at_their_ends(kind))


def nested(path: str, value: Any) -> dict[str, Any]:
    """Return a dotted setting as maps in maps."""
    first, _, rest = path.partition(".")
    return {first: nested(rest, value) if rest else value}


CASES = [
    pytest.param(name, path, end, id=f"{name}.{path}={end}")
    for name, model in DISTRIBUTION_MODELS.items()
    for path, end in at_their_ends(model)
]


def is_opened_or_refused(whole: dict[str, Any], tmp_path: Any) -> bool:
    """Say whether a file is refused with a place, or a market opens as it says."""
    path = tmp_path / "world.yaml"
    path.write_text(json.dumps(whole))
    try:
        scenario = load(path)
    except ScenarioError as refused:
        return "world.yaml:1:" in str(refused)
    return opened(scenario, 1) is not None


@pytest.mark.parametrize(("name", "path", "end"), CASES)
def test_a_distribution_model_at_its_bounds(name: str, path: str, end: Any, tmp_path: Any) -> None:
    """No number is taken by a file and refused by the rule that it goes on to."""
    if isinstance(end, float | int) and end > 100_000 and path.rsplit(".", maxsplit=1)[-1] in MANY:
        pytest.skip("a limit on how many are drawn is another test's")
    needed = {"dealers_per_region": 1} if path != "dealers_per_region" else {}
    fields = DISTRIBUTION_MODELS.get(name).model_fields
    way = {"model": name, **{k: v for k, v in needed.items() if k in fields}, **nested(path, end)}
    assert is_opened_or_refused(small_world(distribution=way, campaigns=[], events=[], messages={}), tmp_path)


MANY = {"lines", "shops", "sellers", "resellers"}


@pytest.mark.parametrize("registry", [PRICING, WHOLESALE_PRICING], ids=["pricing", "wholesale_pricing"])
def test_a_rule_at_its_bounds(registry: Any, tmp_path: Any) -> None:
    """The same of every pricing and wholesale rule that resellers and their suppliers can have."""
    key = "pricing" if registry is PRICING else "wholesale_pricing"
    way = {"model": "authorized_dealers"} if registry is PRICING else {"model": "open_resale"}
    for name, rule in registry.items():
        for path, end in at_their_ends(rule):
            setting = {"policy": name, **nested(path, end)}
            world = small_world(distribution={**way, key: setting}, campaigns=[], events=[], messages={})
            assert is_opened_or_refused(world, tmp_path), setting


def test_the_walk_finds_numbers_in_blocks() -> None:
    """Settings of blocks inside a model are among what is tried."""
    paths = {path for path, _ in at_their_ends(DISTRIBUTION_MODELS.get("open_resale"))}
    assert {"rivalry.opening", "rivalry.step", "reach", "suppliers"} <= paths
    assert isinstance(Scenario, type)
