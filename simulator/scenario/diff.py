"""Diff: the settings in which two scenarios differ, for the table above a comparison."""

from collections.abc import Iterator
from typing import Any

from simulator.scenario.save import to_plain
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.overlay import CHOICE_KEYS

type Difference = tuple[str, Any, Any]

LEFT_OUT = ("name", "situation")


def differences(one: Scenario, other: Scenario) -> list[Difference]:
    """Return (key path, value in one, value in the other) of every setting that differs.

    Lists of blocks are compared position by position, or by name where every block has one. Blocks that
    are another model or policy differ as a whole. Where one scenario has nothing, its value is None.
    """
    first, second = to_plain(one), to_plain(other)
    if isinstance(first["distribution"], list) or isinstance(second["distribution"], list):
        for whole in (first, second):
            given = whole["distribution"]
            whole["distribution"] = given if isinstance(given, list) else [given]
    for key in LEFT_OUT:
        del first[key], second[key]
    return list(_differing("", first, second))


def _differing(path: str, one: Any, other: Any) -> Iterator[Difference]:
    if one == other:
        return
    if isinstance(one, list) and isinstance(other, list) and _has_blocks(one + other):
        names = _named(one) and _named(other)
        one, other = (_by_name(parts) if names else dict(enumerate(parts)) for parts in (one, other))
    if isinstance(one, dict) and isinstance(other, dict) and not _chosen_differs(one, other):
        for key in dict.fromkeys([*one, *other]):
            below = f"{path}.{key}" if path else str(key)
            yield from _differing(below, one.get(key), other.get(key))
    else:
        yield path, one, other


def _has_blocks(parts: list[Any]) -> bool:
    return any(isinstance(part, dict) for part in parts)


def _named(parts: list[Any]) -> bool:
    return all(isinstance(part, dict) and isinstance(part.get("name"), str) for part in parts)


def _by_name(parts: list[Any]) -> dict[Any, Any]:
    return {part["name"]: part for part in parts}


def _chosen_differs(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    return any(one.get(key) != other.get(key) for key in CHOICE_KEYS)
