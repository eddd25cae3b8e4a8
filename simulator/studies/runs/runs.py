"""Runs: results of scenarios played on seeds, as tidy rows and as values ready for pairing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.html_table import html_table
from simulator.scenario.schema import Scenario
from simulator.studies.runs.absent_parts import absent_parts
from simulator.studies.runs.metric_name import name_of, title_of
from simulator.studies.runs.number_format import mean_and_half_width, unit_label
from simulator.studies.runs.pooled_ratio import series_of
from simulator.studies.runs.questions import (
    WEEK,
    Answer,
    Measurement,
    Question,
    UnknownQuestionError,
    grows_with_weeks,
    questions_of,
    unit_of,
)
from simulator.studies.runs.statistics import interval

if TYPE_CHECKING:
    import pandas as pd

    from simulator.ledger.ledger import Ledger


LONGEST_LABEL, MOST_LABELS = 40, 3


def measured_weeks(scenario: Scenario) -> int:
    """Return over how many weeks metrics are measured: all but the warm-up [weeks]."""
    return max(1, scenario.weeks - scenario.warm_up)


class Failure(NamedTuple):
    """A run that did not come to its end, and why."""

    scenario: str
    seed: int
    why: str
    trace: str


def failure_told(failure: Failure) -> str:
    """Return a run that failed in a sentence."""
    return f"failed: {failure.scenario}, seed {failure.seed}: {failure.why}"


class Line(NamedTuple):
    """One line of a table: a metric, one key of its cut, one week."""

    metric: str
    by: str
    key: str
    week: int | None

    @property
    def question(self) -> Question:
        """Return the question that it answers."""
        return Question(self.metric, self.by if self.week is None else WEEK)

    @property
    def name(self) -> str:
        """Return what it is called in a sentence.

        >>> Line("contribution", "tier", "retailer", None).name, Line("units_sold", "", "", 3).name
        ('contribution (tier: retailer)', 'units sold in week 3')
        """
        name = title_of(self.metric) if not self.by else name_of(self.metric)
        if self.week is not None:
            return f"{name} in week {self.week}"
        return f"{name} ({self.by}: {self.key})" if self.by else name


@dataclass(frozen=True)
class Run:
    """Result of a run that came to its end: its answers, and its ledger if that was asked for."""

    scenario: str
    seed: int
    answers: tuple[Answer, ...]
    ledger: "Ledger | None" = None


@dataclass(frozen=True)
class Runs:
    """Runs of one or several scenarios on the same seeds."""

    scenarios: Mapping[str, Scenario]
    """The scenarios by the label under which they stand in tables."""
    seeds: tuple[int, ...]
    questions: tuple[Question, ...]
    ended: tuple[Run, ...]
    failures: tuple[Failure, ...] = ()
    per_week: bool = False
    """Whether sums over weeks are read per week, as where lengths differ; `rows` holds what was measured."""
    ledgers_in: Path | None = None
    """Folder in which their ledgers were saved, if they were."""

    def __repr__(self) -> str:
        """Say what was played; the numbers are in `rows`."""
        names = ", ".join(repr(shortened(label, LONGEST_LABEL)) for label in [*self.scenarios][:MOST_LABELS])
        more = f" and {len(self.scenarios) - MOST_LABELS} more" if len(self.scenarios) > MOST_LABELS else ""
        came = f"{len(self.ended)} runs, {len(self.failures)} failed"
        return f"<Runs of {names}{more} on {len(self.seeds)} seeds: {came}: see .rows, .lines(), .series()>"

    def _repr_html_(self) -> str:
        rows = [
            (label, line.name, unit_label(self.unit(line.metric, label)), self.mean_told(line, label))
            for label in self.scenarios
            for line in self.lines()
        ]
        heads = ("scenario", "metric", "unit", "mean ± half a 95 % interval")
        return html_table(f"{len(self.seeds)} seeds", rows, heads, map(failure_told, self.failures))

    def mean_told(self, line: Line, label: str) -> str:
        """Return the mean of a *line* in the scenario *label* with half its interval; shares in per cent."""
        return mean_and_half_width(interval(self.series(line, label)), self.unit(line.metric, label))

    def measurements(self) -> Iterator[Measurement]:
        """Yield every number measured, run by run."""
        asked = {question.metric for question in self.questions}
        given = self.scenarios.items()
        units = {(metric, label): unit_of(metric, one) for metric in asked for label, one in given}
        for run in self.complete:
            for a in run.answers:
                unit = units[a.metric, run.scenario]
                yield Measurement(run.scenario, run.seed, a.week, a.metric, a.by, a.key, a.value, unit)

    @property
    def rows(self) -> "pd.DataFrame":
        """Return every number measured as a tidy table: one row a number."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        table = pd.DataFrame(list(self.measurements()), columns=list(Measurement._fields))
        return table.astype({"week": "Int64", "seed": "int64", "value": "float64"})

    @cached_property
    def complete(self) -> tuple[Run, ...]:
        """Return the runs in which each names every part of an amount that any of them names."""
        more = absent_parts([(self.scenarios[run.scenario], run.answers) for run in self.ended])
        return tuple(
            replace(run, answers=run.answers + lacking) if lacking else run
            for run, lacking in zip(self.ended, more, strict=True)
        )

    @property
    def ledgers(self) -> dict[tuple[str, int], "Ledger"]:
        """Return the ledgers that were kept, by label and seed."""
        return {(run.scenario, run.seed): run.ledger for run in self.ended if run.ledger is not None}

    @cached_property
    def values(self) -> dict[Line, dict[str, dict[int, float]]]:
        """Return what was measured of each line, by scenario and seed, in the order of the questions."""
        return {
            line: {label: {seed: one.value for seed, one in told.items()} for label, told in each.items()}
            for line, each in self.by_line.items()
        }

    @cached_property
    def by_line(self) -> dict[Line, dict[str, dict[int, Answer]]]:
        """Return the answers of each line by scenario and seed; lines stand in the order of the questions."""
        found: dict[Line, dict[str, dict[int, Answer]]] = {}
        for run in self.complete:
            for answer in run.answers:
                line = found.setdefault(Line(*answer[:4]), {})
                line.setdefault(run.scenario, {})[run.seed] = answer
        places = {question: at for at, question in enumerate(self.questions)}
        return dict(sorted(found.items(), key=lambda item: places[item[0].question]))

    def unit(self, metric: str, label: str | None = None) -> str:
        """Return the unit of a *metric* in the scenario of a *label*, by default in the first."""
        scenario = self.scenarios[label] if label is not None else next(iter(self.scenarios.values()))
        unit = unit_of(metric, scenario)
        return f"{unit} a week" if self.per_week and grows_with_weeks(metric) else unit

    def series(self, line: Line, label: str) -> list[float]:
        """Return the values of a *line* in the scenario *label*, seed by seed; NaN where there is none.

        Of a ratio that runs pool they are linearised, so that their mean is the ratio of the sums
        (`pooled_ratio`); what each run measured is in `rows`.
        """
        known = self.by_line.get(line, {}).get(label, {})
        weeks = 1
        if self.per_week and line.week is None and grows_with_weeks(line.metric):
            weeks = measured_weeks(self.scenarios[label])
        return [value / weeks for value in series_of([known.get(seed) for seed in self.seeds])]

    def lines(self, metrics: Iterable[str] = ()) -> list[Line]:
        """Return the lines that answer some of the questions asked, *metrics*, or all of them."""
        wanted = questions_of(metrics) or self.questions
        for question in wanted:
            if question not in self.questions:
                asked = ", ".join(map(str, self.questions))
                raise UnknownQuestionError(f"'{question}' was not asked in these runs; asked were: {asked}")
        return [line for line in self.values if line.question in wanted]

    def narrowed(self, questions: tuple[Question, ...]) -> "Runs":
        """Return these runs as if only some of the *questions* had been asked."""
        kept = {(question.metric, question.by) for question in questions}

        def told(run: Run) -> Run:
            answers = tuple(a for a in run.answers if (a.metric, a.by if a.week is None else WEEK) in kept)
            return replace(run, answers=answers)

        return replace(self, questions=questions, ended=tuple(map(told, self.ended)))

    def with_more(self, more: "Runs") -> "Runs":
        """Return these runs and *more* of other scenarios on the same seeds."""
        return Runs(
            {**self.scenarios, **more.scenarios},
            self.seeds,
            self.questions,
            self.ended + more.ended,
            self.failures + more.failures,
            self.per_week or more.per_week,
        )
