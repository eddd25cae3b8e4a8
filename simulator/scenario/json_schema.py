"""JSON Schema: the format of scenario files, for editors that check while one types.

Both schemas are made afresh, so they know every distribution model and policy that is registered at
that moment. A file that extends another is checked against the overlay schema: there nothing is
required, because the file below may have said it.

What stands at several places is defined once and referred to, and no setting repeats its key as a title:
editors read the whole schema whenever a file is opened.
"""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from simulator.scenario.finding_blocks import BLOCKS
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.extends import EXTENDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXTENDS_FIELD = {
    "type": "string",
    "minLength": 1,
    "description": "The file this one is laid over: a relative path in this folder or below it [path].",
}


class _Untitled(GenerateJsonSchema):
    """Writes schemas in which settings have a description and no title: that would be their key again."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave the title out."""
        del schema
        return False


def full_schema() -> dict[str, Any]:
    """Return the schema of a file that says everything itself; ``extends`` is a mistake in it."""
    schema = Scenario.model_json_schema(schema_generator=_Untitled)
    for key, block in BLOCKS.items():
        found = block.model_json_schema(schema_generator=_Untitled)
        schema["$defs"] |= found.pop("$defs", {})
        schema["properties"][key] = {
            **found,
            "description": f"{block.__doc__} It changes nothing that happens.",
        }
    return {"$schema": DIALECT, **schema, "title": "Scenario"}


def overlay_schema() -> dict[str, Any]:
    """Return the schema of a file that extends another: nothing is required, typos are still found."""
    schema = _as_overlay(full_schema())
    schema["properties"] = {EXTENDS: EXTENDS_FIELD, **schema["properties"]}
    return {**schema, "title": "Scenario overlay"}


def _as_overlay(schema: Any) -> Any:
    """Require nothing; so a block may be any of several entries, where it was one of them."""
    if isinstance(schema, list):
        return [_as_overlay(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    overlay = {
        key: _as_overlay(part)
        for key, part in schema.items()
        if not (key == "required" and isinstance(part, list))
    }
    if isinstance(overlay.get("oneOf"), list):
        overlay["anyOf"] = overlay.pop("oneOf")
    return overlay
