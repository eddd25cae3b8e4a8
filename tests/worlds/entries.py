"""Entries: plain terms of every entry that a tagged block of a scenario can be, made from its own schema."""

from collections.abc import Iterator
from typing import Any

from simulator.base.record import Chosen
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.node_types import choices_below, types_of

NEEDED: dict[str, dict[str, Any]] = {"best_response": {"price_sensitivity": 0.02, "visitors": 10}}
"""Parameters of which an entry needs some, though none alone."""


def every_choice() -> list[Chosen]:
    """Return every choice of an entry that a scenario offers anywhere, once."""
    return list(choices_below(types_of(Scenario)))


def entries_of(choice: Chosen) -> Iterator[dict[str, Any]]:
    """Yield each entry of a choice as a tagged block with all that it requires, and no more."""
    for name, entry in choice.registry.items():
        yield {choice.tag: name, **required_terms(entry.model_json_schema()), **NEEDED.get(name, {})}


def required_terms(schema: dict[str, Any], inside: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a value for each setting that a record's schema requires."""
    known = schema.get("$defs", inside or {})
    settings = schema.get("properties", {})
    renamed = [both["oneOf"][0]["required"][0] for both in schema.get("allOf", []) if "oneOf" in both]
    return {key: _value(settings[key], known) for key in (*schema.get("required", []), *renamed)}


def _value(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    branch = next((schema[key][0] for key in ("oneOf", "anyOf") if key in schema), None)
    if "$ref" in schema:
        branch = known[schema["$ref"].rsplit("/", 1)[-1]]
    if branch is not None:
        return _value(branch, known)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "array":
            return [_value(schema["items"], known) for _ in range(schema.get("minItems", 0))]
        case "object":
            return required_terms(schema, known)
    return "shop" if schema.get("type") == "string" else max(schema.get("minimum", 1), 1)
