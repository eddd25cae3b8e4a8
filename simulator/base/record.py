"""Record: a frozen, strictly validated model, and the field that holds one entry of a registry.

`Chosen` is how a scenario says "one of the entries of that registry, with its parameters" without the
scenario's floor knowing the floors above it: the registry's room is opened when a name is looked up.

A field that had another key formerly says so in its validation alias,
``AliasChoices("today", "formerly")``. Both keys are read, today's is written, and the JSON Schema marks the
former one as deprecated.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from simulator.base.frozen import frozen
from simulator.base.registry import Registry, UnknownNameError


class Record(BaseModel):
    """A frozen record: no unknown keys, no coercion, no NaN, no infinity."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )
    alternatives: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields of which one at most is given: laid over another of its group, it replaces it."""

    def model_post_init(self, context: Any, /) -> None:
        """Freeze the lists and maps that it holds, too."""
        del context
        for values in (self.__dict__, self.__pydantic_extra__ or {}):
            for name, value in values.items():
                values[name] = frozen(value)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values, which are frozen, too, but not validated."""
        new = {name: frozen(value) for name, value in (update or {}).items()}
        return super().model_copy(update=new or None, deep=deep)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Offer former keys too, marked as deprecated."""
        schema = handler(core)
        whole = handler.resolve_ref_schema(schema)
        for former, today in former_keys(cls).items():
            whole["properties"][former] = {**whole["properties"][today], **_deprecated(today)}
            if today in whole.get("required", []):
                whole["required"].remove(today)
                whole.setdefault("allOf", []).append(_one_required(today, former))
        return schema


@cache
def former_keys(record: type[Record]) -> dict[str, str]:
    """Return today's key of every key that a field of the record had formerly."""
    choices = (field.validation_alias for field in record.model_fields.values())
    return {
        str(former): str(one.choices[0])
        for one in choices
        if isinstance(one, AliasChoices)
        for former in one.choices[1:]
    }


def rename_former_keys(record: type[Record], terms: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain terms of a record under today's keys."""
    former = former_keys(record)
    return {former.get(key, key): value for key, value in terms.items()}


def _one_required(*keys: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [key]} for key in keys]}


def _deprecated(today: str) -> dict[str, Any]:
    return {"deprecated": True, "description": f"Former name of '{today}'."}


class TerseRecord(Record):
    """A record with many fields of which few are ever given: it writes down only these."""

    @model_serializer(mode="wrap")
    def _write_what_was_given(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = whole(self)
        fields = type(self).model_fields
        defaults = {field.alias or name: field.default for name, field in fields.items()}
        names = {field.alias or name: name for name, field in fields.items()}
        return {key: value for key, value in written.items() if getattr(self, names[key]) != defaults[key]}


CHOICE_DESCRIPTION = "Which one it is [name]."
_OPEN: list[Registry[Any]] = []
"""Registries with entries being described: an entry that holds another of its registry would not end."""


class Chosen:
    """Marks a field that holds an entry of a registry, named under the key *tag*.

    In a file: ``{model: open_resale, resellers: 12}`` or, where all parameters have defaults, just
    the name. In Python: the validated entry itself. Entries named in *but* cannot be chosen: an entry
    with a field that holds another of its own registry names itself there. *formerly* are keys that the
    tag had. A mapping without the tag is the entry *default*, if there is one, which is written without it.
    """

    def __init__(
        self,
        registry: Registry[Any],
        tag: str,
        but: tuple[str, ...] = (),
        formerly: tuple[str, ...] = (),
        default: str | None = None,
    ) -> None:
        self.registry = registry
        self.tag = tag
        self.but = but
        self.formerly = formerly
        self.default = default

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
        kind = self.registry.kind
        names = {
            "enum": [
                *(name for name in self.registry.names() if name not in self.but),
                *self.registry.aliases(),
            ]
        }
        tagged = {**names, "description": f"Name of a {kind}; its settings go beside it."}
        return {"oneOf": [{"type": "object", **self._tagged(tagged)}, names]}

    def _tagged(self, setting: dict[str, Any]) -> dict[str, Any]:
        """Return the keywords of a schema by which the tag, or its former name, is required."""
        former = {key: {**setting, **_deprecated(self.tag)} for key in self.formerly}
        keys = {"properties": {self.tag: setting, **former}}
        if not former:
            return {**keys, "required": [self.tag]}
        return {**keys, "allOf": [_one_required(self.tag, *former)]}

    def _entry_schema(self, name: str, entry: type[Record], handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = own_schema(entry, handler)
        tagged = self._tagged({"const": name, "type": "string", "description": CHOICE_DESCRIPTION})
        if name == self.default:
            tagged["required"] = []
        tagged["properties"] |= schema.get("properties", {})
        for keyword in ("required", "allOf"):
            tagged[keyword] = [*tagged.get(keyword, []), *schema.get(keyword, [])]
        return {keyword: value for keyword, value in {**schema, **tagged}.items() if value != []}

    def _choose(self, raw: Any) -> Any:
        if isinstance(raw, BaseModel):
            return raw
        if isinstance(raw, str):
            raw = {self.tag: raw}
        tags = [key for key in (self.tag, *self.formerly) if isinstance(raw, dict) and key in raw]
        if self.default is not None and isinstance(raw, dict) and not tags:
            raw, tags = {self.tag: self.default, **raw}, [self.tag]
        if len(tags) != 1 or not isinstance(raw[tags[0]], str):
            raise PydanticCustomError(
                "choice_missing",
                "should be a mapping that names a {kind} as '{tag}: …'",
                {"kind": self.registry.kind, "tag": self.tag},
            )
        name = raw[tags[0]]
        if self.registry.canonical(name) in self.but:
            named = {"name": name, "kind": self.registry.kind}
            raise PydanticCustomError(
                "choice_barred", "'{name}' cannot stand here; name another {kind}", named
            )
        try:
            entry = self.registry.get(name)
        except UnknownNameError as miss:
            raise PydanticCustomError(
                "choice_unknown", "{miss}", {"miss": str(miss), "tag": tags[0]}
            ) from None
        terms = {key: value for key, value in raw.items() if key != tags[0]}
        return entry.model_validate_json(json.dumps(terms))

    def _write(self, chosen: Any) -> dict[str, Any]:
        name = self.registry.name_of(type(chosen))
        tag = {} if name == self.default else {self.tag: name}
        return {**tag, **chosen.model_dump(mode="json")}


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
        """Offer every name that the registry has at this moment."""
        del core, handler
        return {"type": "string", "enum": [*self.registry.names(), *self.registry.aliases()]}

    def _check(self, name: str) -> str:
        if name not in self.registry:
            unknown = f"no {self.registry.kind} called '{name[:60]}'; {self.registry.suggestion(name)}"
            raise PydanticCustomError("name_unknown", "{unknown}", {"unknown": unknown})
        return self.registry.canonical(name)


def own_schema(entry: type[BaseModel], handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """Return the schema of an entry as it stands; what it refers to is defined once for the whole."""
    # A handler leaves out the hooks of what it is handed, such as former keys, and not of what that holds.
    whole = core_schema.definitions_schema(entry.__pydantic_core_schema__, [])
    return dict(handler.resolve_ref_schema(handler(whole)))
