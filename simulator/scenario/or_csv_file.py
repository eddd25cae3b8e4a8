"""Or CSV file: a list that a scenario file may also name a CSV file for; it is put in before validation."""

from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class OrCsvFile:
    """Mark a list as one that may stand in a CSV file: editors allow its path, and say how it is written."""

    def __init__(self, separated_by: str) -> None:
        self.separated_by = separated_by
        """What separates several names in a cell, and an example."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of the list, or of a path."""
        told = f"Path of a CSV file: an entry a line; names in a cell separated by {self.separated_by}."
        path: dict[str, Any] = {"type": "string", "minLength": 1, "description": told}
        return {"anyOf": [path, handler(core)]} if handler.mode == "validation" else handler(core)
