"""Known fields: the settings that a place of a scenario file may hold, and their descriptions."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from simulator.base.registry import Registry
from simulator.domain.registries import AGENTS, METRICS, NOTES, PICTURES, REPORTS
from simulator.scenario.json_schema import full_schema
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Scalar

ANY_NAME, MOST_DEEP = "NAME", 6
"""What stands for a name of the file's own in a place, and how many keys a place has at most."""


class Fields:
    """The settings of a format, by default of scenarios, looked up by place; models' own included."""

    def __init__(self, schema: Callable[[], dict[str, Any]] = full_schema) -> None:
        self._schema = schema

    @cached_property
    def _whole(self) -> dict[str, Any]:
        return _kept(self._schema)

    def at(self, root: Node, keys: tuple[str, ...]) -> dict[str, Any]:
        """Return the settings, by name, of the map that the keys lead to."""
        schema, node = self._of(self._whole, root), root
        for key in keys:
            schema, below = _below(schema, node, key)
            if below is None:
                return {}
            schema, node = self._of(schema, below), below
        found = schema.get("properties", {})
        return {key: setting for key, setting in found.items() if not setting.get("deprecated")}

    def number_at(self, root: Node, keys: tuple[str, ...]) -> dict[str, Any]:
        """Return the schema of the number that the keys lead to, with its limits; empty if unknown."""
        schema, node = self._of(self._whole, root), root
        for key in keys:
            schema, below = _below(schema, node, key)
            if below is None:
                return {}
            if not isinstance(below, Scalar):
                schema = self._of(schema, below)
            node = below
        branches = [self._named(branch) for branch in self._named(schema).get("anyOf") or [schema]]
        return next((branch for branch in branches if branch.get("type") in ("number", "integer")), {})

    def _named(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return what a reference stands for."""
        while "$ref" in schema:
            schema = self._whole["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
        return schema

    def places_of(self, name: str) -> list[str]:
        """Return where in a file a setting stands, such as products.NAME.life; not in lists or in itself."""
        return self._places.get(name, [])

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        todo: list[tuple[tuple[str, ...], dict[str, Any]]] = [((), self._whole)]
        while todo:
            way, schema = todo.pop(0)
            named = self._named(schema)
            for branch in [named, *named.get("anyOf", []), *named.get("oneOf", [])]:
                part = self._named(branch)
                for key, setting in part.get("properties", {}).items():
                    if len(way) < MOST_DEEP and key not in (*way, "const") and not setting.get("deprecated"):
                        found.setdefault(key, []).append(".".join((*way, key)))
                        todo.append(((*way, key), setting))
                below = part.get("additionalProperties")
                if isinstance(below, dict) and len(way) < MOST_DEEP:
                    todo.append(((*way, ANY_NAME), below))
        return {key: list(dict.fromkeys(places)) for key, places in found.items()}

    def said_of(self, root: Node, keys: tuple[str, ...]) -> str:
        """Return the description of the setting that the keys lead to, if it has one."""
        setting = self.at(root, keys[:-1]).get(keys[-1], {}) if keys else {}
        return str(setting.get("description", ""))

    def _of(self, schema: dict[str, Any], node: Node) -> dict[str, Any]:
        """Return the branch of a schema that a node means."""
        schema = self._named(schema)
        branches = schema.get("anyOf") or schema.get("oneOf")
        if not branches:
            return schema
        found = [self._of(branch, node) for branch in branches]
        return next((branch for branch in found if _is_meant(branch, node)), {})


def _below(schema: dict[str, Any], node: Node, key: str) -> tuple[dict[str, Any], Node | None]:
    """Return the schema of what stands under a key of a map or list, and what stands there."""
    if isinstance(node, Mapping):
        named = schema.get("properties", {}).get(key)
        other = schema.get("additionalProperties")
        return named or (other if isinstance(other, dict) else {}), node.node(key)
    if isinstance(node, Listing) and key.isdigit() and int(key) < len(node.items):
        return schema.get("items", {}), node.items[int(key)]
    return schema, None


ABOVE = frozenset(registry.kind for registry in (AGENTS, METRICS, NOTES, PICTURES, REPORTS))
"""Kinds of entries that bring no settings of scenarios."""
_KEPT: dict[tuple[object, ...], tuple[dict[tuple[str, str], object], dict[str, Any]]] = {}
"""Schemas that were made, and from which entries; while these are held, no other has their identity."""
MOST_KEPT = 8


def _kept(schema: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return a schema, made once for the same entries of registries: that takes a second."""
    found = _KEPT.get(_key(schema, _standing()))
    if found is None:
        made, entries = schema(), _standing()  # making it imports entries that nothing asked for before
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        found = _KEPT[_key(schema, entries)] = (entries, made)
    return found[1]


def _standing() -> dict[tuple[str, str], object]:
    return {place: entry for place, entry in Registry.standing.items() if place[0] not in ABOVE}


def _key(schema: Callable[[], dict[str, Any]], entries: dict[tuple[str, str], object]) -> tuple[object, ...]:
    return (schema, frozenset((*place, id(entry)) for place, entry in entries.items()))


def _is_meant(schema: dict[str, Any], node: Node) -> bool:
    if isinstance(node, Listing):
        return schema.get("type") == "array"
    if not isinstance(node, Mapping) or schema.get("type") != "object":
        return False
    for key, setting in schema.get("properties", {}).items():
        if "const" in setting and "type" in setting:
            chosen = node.node(key)
            return isinstance(chosen, Scalar) and chosen.value == setting["const"]
    return True
