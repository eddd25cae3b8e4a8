"""Findings: published patterns of real markets beside the shipped scenarios, as table rows."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from simulator.studies.validation.empirical_patterns import Pattern, PatternResult
from simulator.studies.validation.validate import Validation
from simulator.views.output.tables import new_table

if TYPE_CHECKING:
    from rich.table import Table

DIGITS = 3
NOT_BUILT = "not asked"


def counts_text(pattern: Pattern) -> str:
    """Say whether a pattern counts as validation."""
    return "held out" if pattern.counts else "does not count"


def findings(validation: Validation) -> list[dict[str, Any]]:
    """Return one mapping a row of a pattern, with numbers as they are; nothing where there is none."""
    return [
        {
            "pattern": shown.pattern.number,
            "says": shown.pattern.says,
            "source": shown.pattern.source,
            "row": shown.row or NOT_BUILT,
            "scenario": shown.pattern.shown,
            "published": _known(shown.found.expected if shown.found else math.nan),
            "simulated": _known(shown.found.mean if shown.found else math.nan),
            "standard_error": _known(shown.found.error if shown.found else math.nan),
            "runs": len(shown.found.values) if shown.found else 0,
            "distance": _known(shown.distance),
            "counts": shown.pattern.counts,
            "remark": shown.pattern.remark,
        }
        for shown in validation.patterns
    ]


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def pattern_cells(validation: Validation) -> list[dict[str, Any]]:
    """Return the patterns as a page shows them, each with its rows."""
    told: list[dict[str, Any]] = []
    for shown in validation.patterns:
        if not told or told[-1]["number"] != shown.pattern.number:
            pattern = shown.pattern
            told.append(
                {
                    "number": pattern.number,
                    "says": pattern.says,
                    "source": pattern.source,
                    "shown": pattern.shown or NOT_BUILT,
                    "remark": pattern.remark,
                    "counts": counts_text(pattern),
                    "rows": [],
                }
            )
        told[-1]["rows"].append(_row(shown))
    return told


def _row(shown: PatternResult) -> dict[str, str]:
    if shown.found is None:
        return {"row": NOT_BUILT, "published": "—", "simulated": "—", "distance": "—"}
    found = shown.found
    return {
        "row": shown.row,
        "published": "—" if math.isnan(found.expected) else f"{found.expected:g}",
        "simulated": f"{found.mean:.{DIGITS}g} ± {found.error:.2g}",
        "distance": "—" if math.isnan(shown.distance) else f"{shown.distance:+.{DIGITS}g}",
    }


def patterns_table(validation: Validation) -> "Table":
    """Return the patterns as a table for the terminal."""
    table = new_table()
    for name in ("pattern", "published", "shipped scenarios ± SE", "distance", ""):
        table.add_column(name, justify="left" if name in ("pattern", "") else "right")
    for pattern in pattern_cells(validation):
        table.add_row(f"{pattern['number']}: {pattern['says']}", "", "", "", pattern["counts"])
        for row in pattern["rows"]:
            table.add_row(f"    {row['row']}", row["published"], row["simulated"], row["distance"])
    return table


def missing_text(validation: Validation) -> Iterator[str]:
    """Say line by line which published results cannot be asked about."""
    for each in validation.not_built:
        yield f"{each.reference} {each.title}: not asked, {each.why}"
