"""Answer: what was played, put to stdout as a page, as CSV or as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.views.data import as_csv, as_json, records
from simulator.views.exits import put
from simulator.views.options import Format

if TYPE_CHECKING:
    import pandas as pd

    from simulator.lab.compare import Comparison
    from simulator.lab.decompose import Decomposition
    from simulator.lab.runs import Runs


def put_runs(runs: "Runs", form: Format) -> None:
    """Put what was measured in runs of one scenario."""
    if form is Format.CSV:
        put(as_csv(runs.rows))
    elif form is Format.JSON:
        put(as_json({"seeds": runs.seeds, "rows": records(runs.rows), "failures": _failures([runs])}))
    else:
        from simulator.views.runs_page import show_runs  # noqa: PLC0415 - nothing is drawn otherwise

        show_runs(runs)


def put_comparison(comparison: "Comparison", parts: "Sequence[Decomposition]", form: Format) -> None:
    """Put a comparison and its decompositions; CSV holds one table, the decomposition if there is one."""
    if form is Format.CSV:
        put(as_csv(parts_table(parts) if parts else comparison.table()))
    elif form is Format.JSON:
        put(as_json(comparison_content(comparison, parts)))
    else:
        from simulator.views.comparison_page import show_comparison  # noqa: PLC0415
        from simulator.views.decomposition_page import show_decomposition  # noqa: PLC0415

        show_comparison(comparison)
        for part in parts:
            show_decomposition(part)


def comparison_content(comparison: "Comparison", parts: "Sequence[Decomposition]") -> dict[str, Any]:
    """Return everything a comparison says, as plain content."""
    content = {
        "verdict": comparison.verdict(),
        "baseline": comparison.baseline,
        "scenarios": comparison.labels,
        "seeds": comparison.runs.seeds,
        "settings": {
            label: [{"setting": key, "baseline": one, "scenario": other} for key, one, other in differing]
            for label, differing in comparison.settings.items()
        },
        "table": records(comparison.table()),
        "failures": _failures([comparison.runs, *(part.runs for part in parts)]),
    }
    return content | ({"decomposition": records(parts_table(parts))} if parts else {})


def parts_table(parts: "Sequence[Decomposition]") -> "pd.DataFrame":
    """Return several decompositions as one tidy table."""
    import pandas as pd  # noqa: PLC0415 - a second to import

    tables = []
    for part in parts:
        table = part.table()
        table.insert(0, "scenario", part.design.other)
        table.insert(0, "baseline", part.design.one)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _failures(all_runs: "Sequence[Runs]") -> list[dict[str, Any]]:
    found = dict.fromkeys(failure for runs in all_runs for failure in runs.failures)
    return [{"scenario": one.scenario, "seed": one.seed, "why": one.why} for one in found]
