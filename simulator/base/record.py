"""Record: a frozen, strictly validated model, and the fields that hold entries of a registry.

`Chosen` is how a scenario says "one of the entries of that registry, with its parameters" without the
scenario's floor knowing the floors above it: the registry's room is opened when a name is looked up.
"""

import json
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from simulator.base.registry import Registry, UnknownNameError


class Record(BaseModel):
    """A frozen record: no unknown keys, no coercion, no NaN, no infinity."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )


class TerseRecord(Record):
    """A record with many fields of which few are given: it writes down only these."""

    @model_serializer(mode="wrap")
    def _write_what_was_given(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = whole(self)
        fields = type(self).model_fields
        usual = {field.alias or name: field.default for name, field in fields.items()}
        names = {field.alias or name: name for name, field in fields.items()}
        return {key: value for key, value in written.items() if getattr(self, names[key]) != usual[key]}


_OPEN: list[Registry[Any]] = []
"""Registries under description: an entry that holds another of its own registry would not end."""


class Chosen:
    """Marks a field that holds an entry of a registry, named under the key *tag*.

    In a file: ``{model: open_resale, resellers: 12}`` or, where all parameters have defaults, just
    the name. In Python: the validated entry itself. Entries named in *but* cannot be chosen: an entry
    with a field that holds another of its own registry names itself there.
    """

    def __init__(self, registry: Registry[Any], tag: str, but: tuple[str, ...] = ()) -> None:
        self.registry = registry
        self.tag = tag
        self.but = but

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate through the registry; write back as a mapping with the tag in front."""
        return core_schema.no_info_plain_validator_function(
            self._choose, serialization=core_schema.plain_serializer_function_ser_schema(self._write)
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer every entry of the registry at this moment; inside one of its entries, by name alone."""
        del core
        if self.registry in _OPEN:
            return self._named_only()
        _OPEN.append(self.registry)
        try:
            names = [name for name in self.registry.names() if name not in self.but]
            entries = [self._entry_schema(name, self.registry.get(name), handler) for name in names]
        finally:
            _OPEN.remove(self.registry)
        return {"oneOf": [*entries, {"enum": [*names, *self.registry.aliases()]}]}

    def _named_only(self) -> JsonSchemaValue:
        """Return the schema of a field in another entry of the registry: a name, and its settings."""
        names = {
            "enum": [
                *(name for name in self.registry.names() if name not in self.but),
                *self.registry.aliases(),
            ]
        }
        tagged = {**names, "description": f"Name of a {self.registry.kind}; its settings go beside it."}
        return {
            "oneOf": [{"type": "object", "properties": {self.tag: tagged}, "required": [self.tag]}, names]
        }

    def _entry_schema(self, name: str, entry: type[Record], handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        del handler
        schema = entry.model_json_schema()
        definitions = schema.pop("$defs", {})
        schema["properties"] = {self.tag: {"const": name}, **schema.get("properties", {})}
        schema["required"] = [self.tag, *schema.get("required", [])]
        inlined: JsonSchemaValue = in_one_piece(schema, definitions)
        return inlined

    def _choose(self, raw: Any) -> Any:
        if isinstance(raw, BaseModel):
            return raw
        if isinstance(raw, str):
            raw = {self.tag: raw}
        if not isinstance(raw, dict) or not isinstance(raw.get(self.tag), str):
            raise PydanticCustomError(
                "choice_missing",
                "should be a mapping that names a {kind} as '{tag}: …'",
                {"kind": self.registry.kind, "tag": self.tag},
            )
        if self.registry.canonical(raw[self.tag]) in self.but:
            told = {"name": raw[self.tag], "kind": self.registry.kind}
            raise PydanticCustomError(
                "choice_barred", "'{name}' cannot stand here; name another {kind}", told
            )
        try:
            entry = self.registry.get(raw[self.tag])
        except UnknownNameError as miss:
            raise PydanticCustomError("choice_unknown", "{miss}", {"miss": str(miss)}) from None
        terms = {key: value for key, value in raw.items() if key != self.tag}
        return entry.model_validate_json(json.dumps(terms))

    def _write(self, chosen: Any) -> dict[str, Any]:
        return {self.tag: self.registry.name_of(type(chosen)), **chosen.model_dump(mode="json")}


class Named:
    """Marks a text that is the name of an entry of a registry."""

    def __init__(self, registry: Registry[Any]) -> None:
        self.registry = registry

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate a text, and that the registry has an entry of that name."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer every name in the registry at this moment."""
        del core, handler
        return {"enum": [*self.registry.names(), *self.registry.aliases()]}

    def _check(self, name: str) -> str:
        if name not in self.registry:
            told = f"no {self.registry.kind} called '{name[:60]}'; {self.registry.suggestion(name)}"
            raise PydanticCustomError("name_unknown", "{told}", {"told": told})
        return self.registry.canonical(name)


def in_one_piece(schema: Any, definitions: dict[str, Any]) -> Any:
    """Replace references by what they refer to: an entry's schema must stand on its own."""
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            return in_one_piece({**definitions[reference.rsplit("/", 1)[-1]], **beside}, definitions)
        return {key: in_one_piece(value, definitions) for key, value in schema.items()}
    return [in_one_piece(part, definitions) for part in schema] if isinstance(schema, list) else schema
