"""Difference rows: a comparison as a notebook shows it, the verdict first, then means and differences."""

from collections.abc import Iterator

from simulator.scenario.html_table import html_table
from simulator.studies.runs.number_format import difference_text, unit_label
from simulator.studies.runs.runs import Line, Runs, failure_told
from simulator.studies.runs.statistics import paired


def comparison_html(runs: Runs, baseline: str, verdict: str) -> str:
    """Return a verdict and a table of means and differences to the baseline as an HTML element."""
    others = [label for label in runs.scenarios if label != baseline]
    heads = ["", baseline, *(head for label in others for head in (label, "difference"))]
    rows = [list(_row(runs, line, baseline, others)) for line in runs.lines()]
    told = [*verdict.split("\n"), *map(failure_told, runs.failures)]
    note = "± is half a 95 % interval; in brackets: no difference from zero can be told."
    return html_table(f"Against {baseline}, {len(runs.seeds)} seeds", rows, heads, [*told, note])


def _row(runs: Runs, line: Line, baseline: str, others: list[str]) -> Iterator[str]:
    """Yield a line's name and unit, the baseline's mean, and each other's mean and difference."""
    unit = unit_label(runs.unit(line.metric, baseline))
    yield f"{line.name} [{unit}]" if unit else line.name
    yield runs.mean_told(line, baseline)
    before = runs.series(line, baseline)
    for label in others:
        yield runs.mean_told(line, label)
        yield difference_text(paired(before, runs.series(line, label)), runs.unit(line.metric, label))
