"""Render: the validation table as Markdown, as a page of its own, and as CSV, in a new folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from simulator.scenario.errors.quoting import visible
from simulator.studies.validation.acceptance import Acceptance, tolerance_text
from simulator.studies.validation.targets import NotBuilt, Target
from simulator.studies.validation.validate import Validation, ValidationRow
from simulator.views.output.csv_json import as_csv
from simulator.views.output.results_folder import new_folder
from simulator.views.validation.findings import findings, pattern_cells
from simulator.views.validation.table import (
    DIGITS,
    caught_text,
    csv_of,
    notes,
    simulated_text,
    summary,
    verdict_text,
)

PAGES = {"validation.md": "page.md", "validation.html": "page.html"}
ROWS, PATTERNS = "validation.csv", "patterns.csv"
ABOUT_PATTERNS = (
    "Distances, not verdicts. Held out: neither set a default nor was looked at while one was chosen. What "
    "set a default does not count, however near it comes. ± is the standard error over runs."
)


@contextmanager
def folder_for(out: str | None) -> Iterator[Path | None]:
    """Yield the new folder that is asked for, refused before anything is played if it holds something.

    An earlier table may be written over.
    """
    if out is None:
        yield None
        return
    with new_folder(out, over=(*PAGES, ROWS, PATTERNS)) as place:
        yield place


def write_validation(folder: Path, validation: Validation) -> None:
    """Write `validation.md`, `validation.html` and `validation.csv`, and `patterns.csv` if any were asked."""
    rooms = Environment(
        loader=PackageLoader("simulator.views.validation", "."),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rooms.filters["cell"] = cell
    told = _told(validation)
    for file, page in PAGES.items():
        (folder / file).write_text(rooms.get_template(page).render(**told), encoding="utf-8")
    (folder / ROWS).write_text(csv_of(validation), encoding="utf-8")
    if validation.patterns:
        (folder / PATTERNS).write_text(as_csv(pd.DataFrame(findings(validation))), encoding="utf-8")


def cell(text: str) -> str:
    """Return a text that stays within a cell of a Markdown table.

    >>> print(cell("F | G"))
    F &#124; G
    """
    return " ".join(visible(text).replace("|", "&#124;").replace("<", "&lt;").split())


def _told(validation: Validation) -> dict[str, Any]:
    return {
        "summary": summary(validation),
        "notes": notes(validation),
        "targets": [
            {
                "name": name,
                "title": f"{target.reference} {target.title}".strip(),
                "reference": target.reference,
                "plain_title": target.title,
                "formula": target.formula,
                "source": target.source,
                **_outcome(name, validation),
            }
            for name, target in sorted(validation.targets.items(), key=lambda each: _place(each[1]))
        ],
        "mutants": [
            {**_cells(mutant.row), "target": mutant.target, "what": mutant.what, "said": caught_text(mutant)}
            for mutant in validation.mutants
        ],
        "not_built": sorted(validation.not_built, key=_place),
        "patterns": pattern_cells(validation),
        "about_patterns": ABOUT_PATTERNS,
        "made": f"Made by channel-simulator {version('channel-simulator')}.",
    }


def _place(target: Target | NotBuilt) -> int:
    """Return a reference's number; what has none comes last."""
    digits = target.reference.lstrip("V")
    return int(digits) if digits.isdecimal() else 1000


def _outcome(name: str, validation: Validation) -> dict[str, Any]:
    """Return a target's rows by configuration, and how many of them and of its mutants came out right."""
    rows = [row for row in validation.rows if row.target == name]
    mutants = [mutant.is_caught for mutant in validation.mutants if mutant.target == name]
    met = sum(row.found.verdict is Acceptance.MET for row in rows)
    return {
        "cases": [
            {"configuration": told, "rows": [_cells(row) for row in own]}
            for told, own in groupby(rows, key=lambda row: row.configuration)
        ],
        "met": f"{met} of {len(rows)}",
        "caught": f"{sum(mutants)} of {len(mutants)}" if mutants else "not played",
    }


def _cells(row: ValidationRow) -> dict[str, str]:
    found = row.found
    return {
        "row": row.name,
        "configuration": row.configuration,
        "expected": f"{found.expected:.{DIGITS}g}",
        "simulated": simulated_text(found),
        "within": tolerance_text(found.rule, found.slack),
        "verdict": verdict_text(row),
        "kind": found.verdict.value,
    }
