"""Noun: a frozen, strictly validated record, and the slot that holds one chosen from a shelf.

`Chosen` is how a scenario says "one of the entries on that shelf, with its parameters" without the
scenario's floor knowing the floors above it: the shelf's room is opened when a name is looked up.
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
    """A noun with many fields of which few are ever given: it writes down only those."""

    @model_serializer(mode="wrap")
    def _write_what_was_given(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = whole(self)
        fields = type(self).model_fields
        usual = {field.alias or name: field.default for name, field in fields.items()}
        names = {field.alias or name: name for name, field in fields.items()}
        return {key: value for key, value in written.items() if getattr(self, names[key]) != usual[key]}


_OPEN: list[Registry[Any]] = []
"""Shelves whose entries are being described: an entry that holds another of its shelf would not end."""


class Chosen:
    """Marks a field that holds an entry of *shelf*, told apart by the key *tag*.

    In a file: ``{model: open_resale, resellers: 12}`` or, where all parameters have defaults, just
    the name. In Python: the validated entry itself. Entries named in *but* cannot be chosen: an entry
    with a field that holds another of its own shelf names itself there.
    """

    def __init__(self, shelf: Registry[Any], tag: str, but: tuple[str, ...] = ()) -> None:
        self.shelf = shelf
        self.tag = tag
        self.but = but

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate through the shelf; write back as a mapping with the tag in front."""
        return core_schema.no_info_plain_validator_function(
            self._choose, serialization=core_schema.plain_serializer_function_ser_schema(self._write)
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer every entry that is on the shelf at this moment; inside an entry of it, by name alone."""
        del core
        if self.shelf in _OPEN:
            return self._named_only()
        _OPEN.append(self.shelf)
        try:
            names = [name for name in self.shelf.names() if name not in self.but]
            entries = [self._entry_schema(name, self.shelf.get(name), handler) for name in names]
        finally:
            _OPEN.remove(self.shelf)
        return {"oneOf": [*entries, {"enum": [*names, *self.shelf.aliases()]}]}

    def _named_only(self) -> JsonSchemaValue:
        """Return what another entry of the shelf may say in this place: a name, and what goes with it."""
        names = {
            "enum": [*(name for name in self.shelf.names() if name not in self.but), *self.shelf.aliases()]
        }
        tagged = {**names, "description": f"Name of a {self.shelf.kind}; its settings go beside it."}
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
                {"kind": self.shelf.kind, "tag": self.tag},
            )
        if self.shelf.canonical(raw[self.tag]) in self.but:
            told = {"name": raw[self.tag], "kind": self.shelf.kind}
            raise PydanticCustomError(
                "choice_barred", "'{name}' cannot stand here; name another {kind}", told
            )
        try:
            entry = self.shelf.get(raw[self.tag])
        except UnknownNameError as miss:
            raise PydanticCustomError("choice_unknown", "{miss}", {"miss": str(miss)}) from None
        terms = {key: value for key, value in raw.items() if key != self.tag}
        return entry.model_validate_json(json.dumps(terms))

    def _write(self, chosen: Any) -> dict[str, Any]:
        return {self.tag: self.shelf.name_of(type(chosen)), **chosen.model_dump(mode="json")}


class Named:
    """Marks a text that is the name of an entry of *shelf*."""

    def __init__(self, shelf: Registry[Any]) -> None:
        self.shelf = shelf

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate a text, and that the shelf has an entry of that name."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer every name that is on the shelf at this moment."""
        del core, handler
        return {"enum": [*self.shelf.names(), *self.shelf.aliases()]}

    def _check(self, name: str) -> str:
        if name not in self.shelf:
            told = f"no {self.shelf.kind} called '{name[:60]}'; {self.shelf.suggestion(name)}"
            raise PydanticCustomError("name_unknown", "{told}", {"told": told})
        return self.shelf.canonical(name)


def in_one_piece(schema: Any, definitions: dict[str, Any]) -> Any:
    """Replace references by what they refer to: an entry's schema must stand on its own."""
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            return in_one_piece({**definitions[reference.rsplit("/", 1)[-1]], **beside}, definitions)
        return {key: in_one_piece(value, definitions) for key, value in schema.items()}
    return [in_one_piece(part, definitions) for part in schema] if isinstance(schema, list) else schema
