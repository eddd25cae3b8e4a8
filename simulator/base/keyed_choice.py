"""Keyed choice: a field that holds one entry of a registry, named by the only key of a map.

In a file: ``{price_change: {times: 0.9}}``, or ``{price_change: 0.9}`` where one parameter is the main one,
or the name alone where every parameter has a default: ``delist``.
An entry says which by a class attribute *main*; with *is_whole* all that stands under its name is that one.
"""

import json
from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from simulator.base.record import own_schema
from simulator.base.registry import Registry, suggestion

KEY = "[key]"
"""Last in a place: the key itself is meant, not what stands under it (as pydantic says it)."""


class Keyed:
    """Marks a field that holds an entry of a registry, under its name."""

    def __init__(self, registry: Registry[Any]) -> None:
        self.registry = registry

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate through the registry; write back as a map of one key."""
        return core_schema.no_info_plain_validator_function(
            self._choose, serialization=core_schema.plain_serializer_function_ser_schema(self._write)
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer every entry of the registry at this moment."""
        del core
        by_key = {
            "type": "object",
            "properties": {name: _entry_schema(entry, handler) for name, entry in self.registry.items()},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        }
        words = [name for name, entry in self.registry.items() if _is_a_word(entry)]
        return {"anyOf": [by_key, {"enum": words}]} if words else by_key

    def _choose(self, raw: Any) -> Any:
        if isinstance(raw, BaseModel):
            return raw
        if isinstance(raw, str) and (raw not in self.registry or _is_a_word(self.registry.get(raw))):
            raw = {raw: {}}
        if not isinstance(raw, dict) or len(raw) != 1:
            text = "should be a map with one key, the {kind}, as '{kind}: …'"
            raise PydanticCustomError("entry_missing", text, {"kind": self.registry.kind})
        ((name, terms),) = raw.items()
        if name not in self.registry:
            text = f"no {self.registry.kind} called '{name}'; {suggestion(str(name), self.registry.names())}"
            wrong = PydanticCustomError("entry_unknown", "{text}", {"text": text})
            raise _as_error([InitErrorDetails(type=wrong, loc=(str(name), KEY), input=None)])
        return _validated(self.registry.get(name), name, terms)

    def _write(self, chosen: Any) -> dict[str, Any]:
        terms = chosen.model_dump(mode="json")
        return {self.registry.name_of(type(chosen)): terms[chosen.main] if chosen.is_whole else terms}


def _is_a_word(entry: Any) -> bool:
    """Say whether an entry needs no parameters, so that its name says all."""
    return not any(field.is_required() for field in entry.model_fields.values())


def _validated(entry: Any, name: str, terms: Any) -> Any:
    """Return the entry with its parameters; what is wrong with them is placed under its name."""
    is_short = entry.main is not None and (entry.is_whole or not isinstance(terms, dict))
    whole = {entry.main: terms} if is_short else terms
    try:
        return entry.model_validate_json(json.dumps(whole))
    except ValidationError as wrong:
        raise _as_error(
            [_moved(error, name, entry.main if is_short else None) for error in wrong.errors()]
        ) from None


def _moved(error: Any, name: str, unsaid: str | None) -> InitErrorDetails:
    """Return an error placed under the entry's name, without a key that the file does not have."""
    place = error["loc"][1:] if unsaid is not None and error["loc"][:1] == (unsaid,) else error["loc"]
    context = error.get("ctx", {})
    kind = error["type"]
    try:
        details = InitErrorDetails(type=kind, loc=(name, *place), input=error["input"], ctx=context)
        ValidationError.from_exception_data("entry", [details])
    except (KeyError, TypeError):  # a kind of somebody's own
        told = PydanticCustomError(kind, "{told}", {**context, "told": error["msg"]})
        return InitErrorDetails(type=told, loc=(name, *place), input=error["input"])
    return details


def _as_error(details: list[InitErrorDetails]) -> ValidationError:
    return ValidationError.from_exception_data("entry", details)


def _entry_schema(entry: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    whole = own_schema(entry, handler)
    said = (entry.__doc__ or "").strip().partition("\n")[0]
    if entry.main is None:
        return {**whole, "description": said}
    main = whole["properties"][entry.main]
    return {**main, "description": said} if entry.is_whole else {"anyOf": [whole, main], "description": said}
