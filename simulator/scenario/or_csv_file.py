"""Or CSV file: a list that a scenario file may also name a CSV file for; it is put in before validation."""

from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class OrCsvFile:
    """Mark a list as one that may stand in a CSV file: editors allow its path, too."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of the list, or of a path."""
        path: dict[str, Any] = {"type": "string", "minLength": 1}
        return {"anyOf": [path, handler(core)]} if handler.mode == "validation" else handler(core)
