"""Sweep page: question, verdict, and the means at each point beside the differences to the first."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import TYPE_CHECKING, Any

from simulator.studies.experiment.experiment import Experiment, short_names
from simulator.studies.runs.csv_text import text_cell
from simulator.studies.runs.metric_name import name_of
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import Paired, interval, paired
from simulator.studies.sweep.results import Sweep
from simulator.studies.sweep.summary_files import verdict_content
from simulator.views.output.csv_json import as_csv, as_json, records
from simulator.views.output.exit_codes import put
from simulator.views.output.format import Format
from simulator.views.output.table_lines import line_label
from simulator.views.output.tables import new_table, show

if TYPE_CHECKING:
    from rich.table import Table

LINES_ABREAST = 3
"""Lines of the table that stand side by side."""


def put_sweep(sweep: Sweep, form: Format) -> None:
    """Put what came of a sweep: as a page, or its summary as CSV or JSON."""
    if form is Format.CSV:
        put(as_csv(sweep.summary()))
    elif form is Format.JSON:
        put(as_json(_content(sweep)))
    else:
        show(*_page(sweep))


def put_points(experiment: Experiment, form: Format) -> None:
    """Put the points of a design, without playing them."""
    rows = [
        {"point": point.label, **{name: level.value for name, level in point.levels.items()}}
        | {"scenario name": point.scenario.name, "hash": point.hash}
        for point in experiment.points
    ]
    if form is Format.JSON:
        put(as_json(rows))
    elif form is Format.CSV:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([map(text_cell, rows[0]), *(map(text_cell, row.values()) for row in rows)])
        put(text.getvalue())
    else:
        show(_head(experiment), _points_table(experiment))


def _content(sweep: Sweep) -> dict[str, Any]:
    experiment = sweep.experiment
    return {
        "experiment": experiment.name,
        "question": experiment.question.strip(),
        "prediction": verdict_content(sweep),
        "seeds": experiment.seeds,
        "points": [
            {"point": point.label, **{name: level.value for name, level in point.levels.items()}}
            for point in experiment.points
        ],
        "summary": records(sweep.summary()),
        "failures": [{"point": f.scenario, "seed": f.seed, "why": f.why} for f in sweep.failures],
    }


def _page(sweep: Sweep) -> Iterator[Any]:
    yield _head(sweep.experiment)
    yield ""
    yield str(sweep.verdict())
    for lines in batched(_shown(sweep), LINES_ABREAST):
        yield ""
        yield _table(sweep, lines)
    yield f"± is half a 95 % interval of the mean over {len(sweep.experiment.seeds)} seeds."
    if len(sweep.experiment.points) > 1:
        yield (
            "Differences are to the first point, seed by seed; in brackets: none from zero can be told, "
            "and of many, one in twenty is told where there is none."
        )
    if cut := [str(question) for question in sweep.runs.questions if question.by]:
        yield f"Measured, too, and in --format csv and --out: {', '.join(cut)}."


def _head(experiment: Experiment) -> str:
    return f"{experiment.name}\n{experiment.question.strip()}".strip()


def _shown(sweep: Sweep) -> list[Line]:
    """Return the lines that are no parts of others."""
    return [line for line in sweep.runs.lines() if not line.by and line.week is None]


def _table(sweep: Sweep, lines: Sequence[Line]) -> "Table":
    table = _with_levels(sweep.experiment)
    first, *others = sweep.experiment.points
    for line in lines:
        unit = sweep.runs.unit(line.metric, first.label)
        table.add_column(line_label(line, unit), justify="right")
        if others:
            table.add_column("difference", justify="right")
    for point in sweep.experiment.points:
        cells = [str(level) for level in point.levels.values()] or [point.label]
        for line in lines:
            unit = sweep.runs.unit(line.metric, first.label)
            values = sweep.runs.series(line, point.label)
            cells.append(mean_and_half_width(interval(values), unit))
            if others:
                against = paired(sweep.runs.series(line, first.label), values)
                cells.append("" if point is first else _difference(against, unit))
        table.add_row(*cells)
    return table


def _difference(pair: Paired, unit: str) -> str:
    if pair.difference.n == 0:
        return "—"
    if pair.is_constant and pair.difference.mean == 0:
        return "same"
    told = mean_and_half_width(pair.difference, unit, sign=True)
    return told if pair.difference.tells_a_difference else f"({told})"


def _points_table(experiment: Experiment) -> "Table":
    table = _with_levels(experiment)
    table.add_column("scenario")
    for point in experiment.points:
        cells = [str(level) for level in point.levels.values()] or [point.label]
        table.add_row(*cells, point.scenario.name)
    return table


def _with_levels(experiment: Experiment) -> "Table":
    """Return a table that begins with a column for each factor."""
    table = new_table()
    short = short_names(factor.name for factor in experiment.factors)
    for factor in experiment.factors:
        told = name_of(short[factor.name])
        table.add_column(f"{told} [{factor.unit}]" if factor.unit else told)
    if not experiment.factors:
        table.add_column("")
    return table
