"""Output formats: table, CSV or JSON."""

from enum import StrEnum


class Format(StrEnum):
    """How data is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
