"""Diff: the settings in which two scenarios differ, for the table above a comparison."""

from collections.abc import Iterator
from typing import Any

from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.node_types import Types, items_of, types_below, types_of
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Place, Scalar, node_of, plain
from simulator.scenario.yaml.overlay import chooses_anew

type Difference = tuple[str, Any, Any]

LEFT_OUT = ("name", "situation")
NOWHERE = Place("")
NOTHING = Scalar(NOWHERE, "", None)


def differences(one: Scenario, other: Scenario) -> list[Difference]:
    """Return (key path, value in one, value in the other) of every setting that differs.

    Lists of blocks are compared by name where every block has one of its own, else position by position.
    Blocks that name different entries of a registry differ as a whole. Where one scenario has nothing, its
    value is None. Where only the order of named parts differs, the values are their names.
    """
    first, second = (given.model_dump(mode="json") for given in (one, other))
    if all(len(whole["distribution"]) == 1 for whole in (first, second)):  # one way each has no number
        for whole in (first, second):
            (whole["distribution"],) = whole["distribution"]
    for key in LEFT_OUT:
        del first[key], second[key]
    return list(_differing("", node_of(first, NOWHERE), node_of(second, NOWHERE), types_of(Scenario)))


def _differing(path: str, one: Node, other: Node, types: Types) -> Iterator[Difference]:
    if isinstance(one, Listing) and isinstance(other, Listing) and _has_blocks(one, other):
        yield from _differing_parts(path, one, other, items_of(types))
    elif isinstance(one, Mapping) and isinstance(other, Mapping) and not chooses_anew(one, other, types):
        both = dict.fromkeys([*one.entries, *other.entries])
        below = {key: types_below(types, other if key in other.entries else one, key) for key in both}
        yield from _under_keys(path, _parts(one), _parts(other), below)
    elif plain(one) != plain(other):
        yield path, plain(one), plain(other)


def _differing_parts(path: str, one: Listing, other: Listing, types: Types) -> Iterator[Difference]:
    is_named = _are_named(one) and _are_named(other)
    first, second = (_by_name(parts) if is_named else _by_number(parts) for parts in (one, other))
    yield from _under_keys(path, first, second, dict.fromkeys([*first, *second], types))


def _under_keys(
    path: str, one: dict[str, Node], other: dict[str, Node], types: dict[str, Types]
) -> Iterator[Difference]:
    for key, below in types.items():
        inside = f"{path}.{key}" if path else key
        yield from _differing(inside, one.get(key, NOTHING), other.get(key, NOTHING), below)
    if one.keys() == other.keys() and list(one) != list(other):
        yield path, list(one), list(other)


def _has_blocks(*lists: Listing) -> bool:
    return any(isinstance(part, Mapping) for parts in lists for part in parts.items)


def _parts(block: Mapping) -> dict[str, Node]:
    return {key: entry.node for key, entry in block.entries.items()}


def _by_number(parts: Listing) -> dict[str, Node]:
    return {str(at): part for at, part in enumerate(parts.items)}


def _by_name(parts: Listing) -> dict[str, Node]:
    return {_name(part): part for part in parts.items}


def _are_named(parts: Listing) -> bool:
    return all(map(_name, parts.items)) and len(_by_name(parts)) == len(parts.items)


def _name(part: Node) -> str:
    """Return the name of a block, empty if it has none."""
    name = part.node("name") if isinstance(part, Mapping) else None
    return name.value if isinstance(name, Scalar) and isinstance(name.value, str) else ""
