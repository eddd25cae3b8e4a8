"""Sweep page: what came of an experiment as a page of its own, `report.html`."""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import matplotlib as mpl
from jinja2 import Environment, PackageLoader

from simulator.domain.registries import REPORTS
from simulator.scenario.errors.quoting import visible
from simulator.studies.experiment.experiment import short_names
from simulator.studies.runs.metric_name import name_of
from simulator.studies.runs.number_format import difference_text, mean_and_half_width
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Line, failure_told
from simulator.studies.runs.statistics import interval, paired
from simulator.studies.sweep.results import Sweep
from simulator.views.output.table_lines import line_label
from simulator.views.pictures.heat_map import can_be_mapped, heat_map
from simulator.views.pictures.profit_against_conflict import profit_against_conflict
from simulator.views.pictures.response_plots import answers, response_picture
from simulator.views.pictures.style import NAMES_ARE_TEXT, Picture
from simulator.views.pictures.tornado import tornado
from simulator.views.report.render import for_both

MOST_FAILURES_TOLD = 10
PLOTTED = {"contribution", "conflict"}
"""The questions that profit is drawn against conflict from."""


@REPORTS.register("sweep")
def write_sweep_report(path: str | Path, sweep: Sweep) -> Path:
    """Write the report of a sweep, one HTML file that needs nothing else; nothing is played for it."""
    pictures, metrics = _drawn(sweep)
    rooms = Environment(loader=PackageLoader("simulator.views.report", "."), autoescape=True)
    failures = [failure_told(one) for one in sweep.failures[:MOST_FAILURES_TOLD]]
    more = len(sweep.failures) - len(failures)
    page = rooms.get_template("sweep.html").render(
        title=sweep.experiment.name,
        question=sweep.experiment.question.strip(),
        points=len(sweep.experiment.points),
        seeds=len(sweep.experiment.seeds),
        verdict=str(sweep.verdict()).splitlines() if sweep.experiment.prediction else [],
        failures=[*failures, *([f"… and {more} more; all are rows of the results."] if more > 0 else [])],
        tables=[_table(sweep, line) for line in _lines(sweep)],
        metrics=metrics,
        notes=sweep.notes,
        pictures={name: picture.svg(name) for name, picture in pictures.items()},
        made=f"Made by channel-simulator {version('channel-simulator')}; "
        "the same files and seeds make the same numbers.",
    )
    Path(path).write_text(visible(page), encoding="utf-8")
    return Path(path)


def _lines(sweep: Sweep) -> list[Line]:
    """Return the lines that are no parts of others."""
    return [line for line in sweep.runs.lines() if not line.by and line.week is None]


def _drawn(sweep: Sweep) -> tuple[dict[str, Picture], list[dict[str, str]]]:
    """Return all pictures by name, and for each question the names of its own."""
    pictures: dict[str, Picture] = {}
    questions = sweep.runs.questions if sweep.runs.ended else ()
    if {str(question) for question in questions} >= PLOTTED:
        pictures |= for_both("profit", profit_against_conflict, sweep.runs)
    told = []
    for number, question in enumerate(questions):
        names = {one: f"{one}-{number}" for one in ("tornado", "map", "response")}
        for one, draw in _of(sweep, question).items():
            pictures |= for_both(names[one], draw, sweep)
        by = f" by {question.by}" if question.by else ""
        told.append({"name": name_of(question.metric) + by, **names})
    return pictures, [one for one in told if {one["tornado"], one["map"], one["response"]} & set(pictures)]


def _of(sweep: Sweep, question: Question) -> dict[str, Callable[[Sweep], Picture]]:
    """Return what draws pictures of one question: of a whole number all, of its parts the response alone."""
    found: dict[str, Callable[[Sweep], Picture]] = {}
    whole, given = Line(question.metric, "", "", None), sweep.experiment
    series = (sweep.runs.series(whole, point.label) for point in given.points)
    if not question.by and whole in sweep.runs.values and any(interval(one).n for one in series):
        if len(given.factors) > 1 and not given.is_sampled:
            found["tornado"] = partial(tornado, metric=question.metric)
        if can_be_mapped(given):
            found["map"] = partial(heat_map, metric=question.metric)
    if answers(sweep, question):
        found["response"] = partial(_response, question=question)
    return found


def _response(sweep: Sweep, question: Question) -> Picture:
    with mpl.rc_context(NAMES_ARE_TEXT):
        return response_picture(sweep, question)


def _table(sweep: Sweep, line: Line) -> dict[str, Any]:
    """Return a table of one number: difference before means, as the question is what changes."""
    factors, first = sweep.experiment.factors, sweep.experiment.points[0]
    short, unit = short_names(factor.name for factor in factors), sweep.runs.unit(line.metric, first.label)
    base, rows = sweep.runs.series(line, first.label), []
    for number, point in enumerate(sweep.experiment.points, 1):
        values = sweep.runs.series(line, point.label)
        against = "" if point is first else difference_text(paired(base, values), unit)
        levels = [str(level) for level in point.levels.values()] or [point.label]
        rows.append([str(number), *levels, against, mean_and_half_width(interval(values), unit)])
    heads = ["", *(name_of(short[factor.name]) for factor in factors)]
    heads += [""] * (not factors)
    return {
        "name": name_of(line.metric),
        "heads": [*heads, "difference", line_label(line, unit)],
        "rows": rows,
        "text": range(len(heads)),
    }
