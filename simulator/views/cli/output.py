"""Output: runs and comparisons put to stdout as a page, as CSV or as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.views.output.csv_json import as_csv, as_json, parts_table, records
from simulator.views.output.exit_codes import put
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.studies.comparison.comparison import Comparison
    from simulator.studies.comparison.decompose import Decomposition
    from simulator.studies.comparison.lever_split import LeverSplit
    from simulator.studies.comparison.parts import PartsOfDifference
    from simulator.studies.runs.runs import Runs


def put_runs(runs: "Runs", form: Format) -> None:
    """Put what was measured in runs of one scenario."""
    if form is Format.CSV:
        put(as_csv(runs.rows))
    elif form is Format.JSON:
        put(as_json({"seeds": runs.seeds, "rows": records(runs.rows), "failures": _failures([runs])}))
    else:
        from simulator.views.terminal.runs import show_runs  # noqa: PLC0415 - nothing is drawn otherwise

        show_runs(runs)


def put_comparison(
    comparison: "Comparison",
    parts: "Sequence[Decomposition]",
    form: Format,
    splits: "Sequence[LeverSplit]" = (),
) -> None:
    """Put a comparison and its parts; CSV holds one table, that of the parts if there are any."""
    if form is Format.CSV:
        taken_apart: list[PartsOfDifference] = [*parts, *splits]
        put(as_csv(parts_table(taken_apart) if taken_apart else comparison.table()))
    elif form is Format.JSON:
        put(as_json(comparison_content(comparison, parts, splits)))
    else:
        from simulator.views.terminal.comparison import show_comparison  # noqa: PLC0415
        from simulator.views.terminal.decomposition import show_decomposition, show_split  # noqa: PLC0415

        show_comparison(comparison)
        for part in parts:
            show_decomposition(part)
        for split in splits:
            show_split(split)


def comparison_content(
    comparison: "Comparison", parts: "Sequence[Decomposition]", splits: "Sequence[LeverSplit]" = ()
) -> dict[str, Any]:
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
        "failures": _failures(
            [comparison.runs, *(part.runs for part in parts), *(one.runs for one in splits)]
        ),
    }
    if splits:
        content["levers"] = records(parts_table(splits))
    return content | ({"decomposition": records(parts_table(parts))} if parts else {})


def _failures(all_runs: "Sequence[Runs]") -> list[dict[str, Any]]:
    found = dict.fromkeys(failure for runs in all_runs for failure in runs.failures)
    return [{"scenario": one.scenario, "seed": one.seed, "why": one.why} for one in found]
