"""Table: target · configuration · expected · simulated ± SE · verdict; and the mutants, each with its row."""

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from simulator.studies.validation.acceptance import SIGMAS, Acceptance, Rule, SimulatedResult, tolerance_text
from simulator.studies.validation.validate import MutantResult, Validation, ValidationRow
from simulator.views.output.csv_json import as_csv, as_json
from simulator.views.output.exit_codes import put
from simulator.views.output.format import Format
from simulator.views.output.tables import new_table, show
from simulator.views.validation.findings import findings, missing_text, patterns_table

if TYPE_CHECKING:
    from rich.table import Table

DIGITS = 6


def put_validation(validation: Validation, form: Format) -> None:
    """Put what came of a validation: as a page, or its rows as CSV or JSON."""
    if form is Format.CSV:
        put(csv_of(validation))
    elif form is Format.JSON:
        put(as_json(_whole(validation)))
    else:
        show(*_page(validation))


def _whole(validation: Validation) -> dict[str, Any]:
    return {
        "seed": validation.seed,
        "is_met": validation.is_met,
        "rows": records(validation),
        "not_built": [asdict(each) for each in validation.not_built],
        "patterns": findings(validation),
    }


def csv_of(validation: Validation) -> str:
    """Return the rows as CSV, mutants' rows among them."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    return as_csv(pd.DataFrame(records(validation)))


def records(validation: Validation) -> list[dict[str, Any]]:
    """Return one mapping a row; of a mutant's row it says which mutant, and the verdict it had to have."""
    targets = [_record(validation, row, "") for row in validation.rows]
    return targets + [_record(validation, caught.row, caught.what) for caught in validation.mutants]


def _record(validation: Validation, row: ValidationRow, mutant: str) -> dict[str, Any]:
    target, found = validation.targets[row.target], row.found
    return {
        "target": row.target,
        "reference": target.reference,
        "row": row.name,
        "configuration": row.configuration,
        "mutant": mutant,
        "expected": found.expected,
        "simulated": found.mean,
        "standard_error": found.error if math.isfinite(found.error) else math.nan,
        "runs": len(found.values),
        "tolerance": tolerance_text(found.rule, found.slack),
        "verdict": found.verdict.value,
        "must_be": (Acceptance.MISSED if mutant else Acceptance.MET).value,
        "asked_again": row.was_asked_again,
        "formula": target.formula,
        "source": target.source,
    }


def simulated_text(found: SimulatedResult) -> str:
    """Return the mean with its standard error, where luck plays a part.

    >>> simulated_text(SimulatedResult(2.0, (1.99, 2.01, 2.0), Rule.STOCHASTIC))
    '2 ± 0.0058'
    """
    mean = f"{found.mean:.{DIGITS}g}"
    return f"{mean} ± {found.error:.2g}" if found.rule in (Rule.STOCHASTIC, Rule.ABOVE) else mean


def verdict_text(row: ValidationRow) -> str:
    """Return the verdict, and whether it was reached at the second asking."""
    return f"{row.found.verdict.value}{' (2nd)' if row.was_asked_again else ''}"


def row_line(row: ValidationRow, mutant: str) -> str:
    """Say a row in a line, as soon as it is decided."""
    said = caught_text(MutantResult(row.target, mutant, row)) if mutant else verdict_text(row)
    name = f"{row.target}, mutant: {mutant}" if mutant else row.target
    return f"  {name}: {row.name}: {simulated_text(row.found)} for {row.found.expected:.{DIGITS}g}: {said}"


def caught_text(caught: MutantResult) -> str:
    """Say whether a mutant was caught."""
    return "fails, as it must" if caught.is_caught else f"not caught: {caught.row.found.verdict.value}"


def summary(validation: Validation) -> str:
    """Say what came of it in a line."""
    counts = {v: sum(row.found.verdict is v for row in validation.rows) for v in Acceptance}
    told = [f"{n} {v.value}" for v, n in counts.items() if n or v is Acceptance.MET]
    line = f"{len(validation.rows)} rows of {len(validation.targets)} targets: {', '.join(told)}"
    if validation.mutants:
        caught = sum(mutant.is_caught for mutant in validation.mutants)
        line += f"; {caught} of {len(validation.mutants)} mutants fail as they must"
    return f"{line} (--seed {validation.seed})"


def notes(validation: Validation) -> list[str]:
    """Return what a reader must know to judge the table."""
    told = [
        f"Parameters were drawn from --seed {validation.seed}; the same seed draws the same.",
        f"± is the standard error over independent runs; the mean may lie {SIGMAS:g} of them off.",
        "Undecided: the noise is too large to tell.",
    ]
    if any(row.was_asked_again for row in (*validation.rows, *(m.row for m in validation.mutants))):
        told.append("(2nd): missed under the first seeds and asked again of fresh ones, which are shown.")
    return told


def _page(validation: Validation) -> Iterator[Any]:
    for name, target in validation.targets.items():
        yield f"{f'{target.reference} ' if target.reference else ''}{target.title} ({name}). {target.source}"
        yield f"    {target.formula}"
    yield ""
    yield _rows_table(validation)
    if validation.mutants:
        yield ""
        yield _mutants_table(validation)
    if validation.patterns:
        yield ""
        yield patterns_table(validation)
    yield from missing_text(validation)
    yield from notes(validation)


def _rows_table(validation: Validation) -> "Table":
    table = new_table()
    table.add_column("target")
    table.add_column("expected", justify="right")
    table.add_column("simulated ± SE", justify="right")
    table.add_column("within")
    table.add_column("verdict")
    head = ("", "")
    for row in validation.rows:
        if head != (row.target, row.configuration):
            head = (row.target, row.configuration)
            table.add_row(f"{row.target}: {row.configuration}")
        found = row.found
        told = (
            f"{found.expected:.{DIGITS}g}",
            simulated_text(found),
            tolerance_text(found.rule, found.slack),
        )
        table.add_row(f"    {row.name}", *told, verdict_text(row))
    return table


def _mutants_table(validation: Validation) -> "Table":
    table = new_table()
    for name in ("mutant", "row", "expected", "simulated ± SE", ""):
        table.add_column(name, justify="right" if name in ("expected", "simulated ± SE") else "left")
    for caught in validation.mutants:
        found = caught.row.found
        told = (caught.row.name, f"{found.expected:.{DIGITS}g}", simulated_text(found))
        table.add_row(f"{caught.target}: {caught.what}", *told, caught_text(caught))
    return table
