"""CSV and JSON: tables for other programs to read."""

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.scenario.errors.quoting import UNSEEN
from simulator.studies.runs.csv_text import csv_text

if TYPE_CHECKING:
    import pandas as pd

    from simulator.studies.comparison.parts import PartsOfDifference
    from simulator.studies.need_split.need_split import NeedSplit


def as_csv(table: "pd.DataFrame") -> str:
    """Write a table as CSV; what is not known is left empty, infinity is inf, and no name is a formula."""
    return csv_text(table)


def as_json(content: Any, indent: int | None = 2) -> str:
    r"""Write JSON that every reader accepts: what is not known is null, and infinity a word.

    Without an *indent* all stands on one line, for programs alone.

    >>> as_json({"saved": float("inf")})
    '{\n  "saved": "Infinity"\n}'
    >>> as_json({"saved": 2, "runs": [1, 2]}, indent=None)
    '{"saved": 2, "runs": [1, 2]}'
    """
    text = json.dumps(_plain(content), indent=indent, ensure_ascii=False, allow_nan=False)
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def records(table: "pd.DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a table as mappings."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.astype(object).to_numpy().tolist()]


def _plain(content: Any) -> Any:
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    if isinstance(content, bool | str | int) or content is None:
        return content
    number = float(content) if _is_number(content) else None
    if number is None:
        return str(content) if not _is_missing(content) else None
    return plain_number(number)


def plain_number(number: float) -> float | str | None:
    """Return a number that JSON can hold: infinity as the word that JavaScript and Python read as a number.

    >>> plain_number(2.5), plain_number(float("-inf")), plain_number(float("nan"))
    (2.5, '-Infinity', None)
    """
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return None if math.isnan(number) else number


def _is_number(content: Any) -> bool:
    return isinstance(content, float) or (hasattr(content, "dtype") and content.dtype.kind == "f")


def _is_missing(content: Any) -> bool:
    return type(content).__name__ in ("NAType", "NaTType")


def parts_table(parts: "Sequence[PartsOfDifference]") -> "pd.DataFrame":
    """Return several decompositions as one tidy table."""
    return _together([(one.design.one, one.design.other, one.table()) for one in parts])


def needs_table(splits: "Sequence[NeedSplit]") -> "pd.DataFrame":
    """Return several splits by need as one tidy table, one row a source."""
    return _together([(one.without, one.label, one.table()) for one in splits])


def flows_table(splits: "Sequence[NeedSplit]") -> "pd.DataFrame":
    """Return the flows of several splits by need as one tidy table, one row a seed, outlet and origin."""
    return _together([(one.without, one.label, one.flows.copy()) for one in splits])


def _together(tables: "Sequence[tuple[str, str, pd.DataFrame]]") -> "pd.DataFrame":
    """Put tables about differences together, with the labels of both scenarios."""
    import pandas as pd  # noqa: PLC0415 - a second to import

    for baseline, other, table in tables:
        table.insert(0, "scenario", other)
        table.insert(0, "baseline", baseline)
    return pd.concat([table for _, _, table in tables], ignore_index=True)
