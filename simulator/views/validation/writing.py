"""Writing: the validation table as Markdown, as a page of its own, and as CSV, in a new folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from simulator.lab.tolerance import tolerance_told
from simulator.lab.validation import Row, Validation
from simulator.views.folder import new_folder
from simulator.views.validation.table import (
    DIGITS,
    caught_told,
    csv_of,
    notes,
    simulated_told,
    summary,
    verdict_told,
)

PAGES = {"validation.md": "page.md", "validation.html": "page.html"}


@contextmanager
def folder_for(out: str | None) -> Iterator[Path | None]:
    """Yield the new folder that is asked for, refused before anything is played if it holds something."""
    if out is None:
        yield None
        return
    with new_folder(out) as place:
        yield place


def write_validation(folder: Path, validation: Validation) -> None:
    """Write `validation.md`, `validation.html` and `validation.csv`."""
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
    (folder / "validation.csv").write_text(csv_of(validation), encoding="utf-8")


def cell(text: str) -> str:
    """Return a text that stays within a cell of a Markdown table.

    >>> print(cell("F | G"))
    F &#124; G
    """
    return " ".join(text.replace("|", "&#124;").split())


def _told(validation: Validation) -> dict[str, Any]:
    return {
        "summary": summary(validation),
        "notes": notes(validation),
        "targets": [
            {
                "name": name,
                "title": f"{target.reference} {target.title}".strip(),
                "formula": target.formula,
                "source": target.source,
                "rows": [_cells(row) for row in validation.rows if row.target == name],
            }
            for name, target in validation.targets.items()
        ],
        "mutants": [
            {**_cells(mutant.row), "target": mutant.target, "what": mutant.what, "said": caught_told(mutant)}
            for mutant in validation.mutants
        ],
        "made": f"Made by channel-simulator {version('channel-simulator')}.",
    }


def _cells(row: Row) -> dict[str, str]:
    found = row.found
    return {
        "row": row.name,
        "configuration": row.configuration,
        "expected": f"{found.expected:.{DIGITS}g}",
        "simulated": simulated_told(found),
        "within": tolerance_told(found.rule, found.slack),
        "verdict": verdict_told(row),
        "kind": found.verdict.value,
    }
