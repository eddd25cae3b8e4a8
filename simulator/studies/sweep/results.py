"""Sweep results: the runs of an experiment as tidy tables, as responses to each factor, as a verdict."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.domain.registries import REPORTS
from simulator.scenario.html_table import html_table
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.experiment.experiment import Experiment
from simulator.studies.experiment.prediction_verdict import PredictionVerdict, prediction_verdict
from simulator.studies.experiment.response_curve import ResponseCurve, response_curve
from simulator.studies.runs.number_format import unit_label
from simulator.studies.runs.questions import unit_of
from simulator.studies.runs.runs import Failure, Line, Runs, failure_told
from simulator.studies.sweep.part_files import FAILED, OK
from simulator.studies.sweep.tasks import key_of

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("week", "metric", "by", "key", "value", "unit")
ENDS = ("status", "reason")


@dataclass(frozen=True)
class Sweep:
    """An experiment and its runs."""

    experiment: Experiment
    runs: Runs
    out: Path | None = None
    """The folder that holds them; none if they were not to be kept."""
    notes: tuple[str, ...] = ()
    """What was found in the folder that somebody should know."""

    def __repr__(self) -> str:
        """Say how large it is; the numbers are in `table`."""
        ended, failed = len(self.runs.ended), len(self.runs.failures)
        return f"<Sweep {self.experiment.name!r}: {ended} runs, {failed} failed: see .table(), .verdict()>"

    def _repr_html_(self) -> str:
        runs = self.runs
        lines = [line for line in runs.lines() if not line.question.by]
        rows = [
            (point.label, *(runs.mean_told(line, point.label) for line in lines))
            for point in self.experiment.points
        ]
        units = [unit_label(runs.unit(line.metric)) for line in lines]
        heads = [f"{line.name} [{unit}]".removesuffix(" []") for line, unit in zip(lines, units, strict=True)]
        told = [*str(self.verdict()).split("\n"), *map(failure_told, self.failures), *self.notes]
        caption = f"{self.experiment.name}: {len(rows)} points, {len(self.experiment.seeds)} seeds"
        return html_table(caption, rows, ["point", *heads], [*told, "± is half a 95 % interval."])

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Return the runs that did not come to their end, and why."""
        return self.runs.failures

    @cached_property
    def comparison(self) -> Comparison:
        """Return all points as a comparison with the first, seed by seed."""
        return Comparison(self.runs, self.experiment.points[0].label)

    def table(self) -> "pd.DataFrame":
        """Return every number measured as a tidy table, one row a number; a failed run is a row, too."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        names = [factor.name for factor in self.experiment.factors]
        columns = ["run", "point", *names, "seed", *NUMBERS, *ENDS]
        table = pd.DataFrame(list(self._rows()), columns=columns)
        table["week"] = table["week"].astype("Int64")
        return table.astype({"seed": "int64", "value": "float64"})

    def frame(self, *metrics: str) -> "pd.DataFrame":
        """Return one row a point and seed and one column a number, as regressions and estimators read it.

        *metrics* are questions that were asked; none: all. Columns: point, the level of each factor, seed,
        status (ok or failed), then each number under the name of its metric, with the part of a cut after
        it: ``units_sold``, ``conflict:type=vertical``, ``units_sold:week=3``. A number is missing where the
        run failed or the metric has no answer. ``frame.attrs["units"]`` has the unit of each number.
        `table` has the same numbers one a row.
        """
        import pandas as pd  # noqa: PLC0415 - a second to import

        lines = {_column(line): line for line in self.runs.lines(metrics)}
        names = [factor.name for factor in self.experiment.factors]
        failed = {(one.scenario, one.seed) for one in self.failures}
        rows = [
            [point.label, *(point.levels[name].value for name in names)]
            + [seed, FAILED if (point.label, seed) in failed else OK]
            + [self.runs.values[line].get(point.label, {}).get(seed) for line in lines.values()]
            for point in self.experiment.points
            for seed in self.experiment.seeds
        ]
        table = pd.DataFrame(rows, columns=["point", *names, "seed", "status", *lines])
        table = table.astype({"seed": "int64", **dict.fromkeys(lines, "float64")})
        first = self.experiment.points[0].scenario
        table.attrs["units"] = {name: unit_of(line.metric, first) for name, line in lines.items()}
        return table

    def summary(self, *metrics: str) -> "pd.DataFrame":
        """Return means and differences to the first point, one row a point and line, with 95 % intervals.

        *metrics* are questions that were asked; none: all.
        """
        table = self.comparison.table(*metrics).rename(columns={"scenario": "point"})
        levels = {point.label: point.levels for point in self.experiment.points}
        place = list(table.columns).index("point")
        for at, factor in enumerate(self.experiment.factors, start=place + 1):
            values = [levels[label][factor.name].value for label in table["point"]]
            table.insert(at, factor.name, values)
        return table

    def response(self, metric: str, factor: str | None = None, *, key: str | None = None) -> "pd.DataFrame":
        """Return how a *metric* responds to a *factor*, by default the first: mean and interval a level.

        At each level the mean is formed over the same levels of all other factors, seed by seed. A cut
        metric, such as contribution:tier, answers for each key, or for the *key* given.
        """
        import pandas as pd  # noqa: PLC0415 - a second to import

        chosen = self.experiment.factor(factor or self.experiment.factors[0].name)
        rows = [
            {**line._asdict(), "unit": self.runs.unit(line.metric), chosen.name: point.level.value}
            | {"mean": point.estimate.mean, "low": point.estimate.low, "high": point.estimate.high}
            | {"n": point.estimate.n, "of": point.estimate.of}
            for line in self.runs.lines([metric])
            if key is None or line.key == key
            for point in self.curve(line, chosen.name).points
        ]
        return pd.DataFrame(rows).astype({"week": "Int64"}) if rows else pd.DataFrame()

    def curve(self, line: Line, factor: str, **where: Any) -> ResponseCurve:
        """Return how one *line* of a table responds to a *factor*; *where* sets other factors at a level."""
        return response_curve(self.experiment, self.runs, line, factor, where)

    def verdict(self) -> PredictionVerdict:
        """Return the verdict on the prediction."""
        return prediction_verdict(self.experiment, self.runs)

    def report(self, path: str | Path) -> Path:
        """Write the report, one HTML file that needs nothing else, to *path*; return its path.

        It has the verdict, tables of every number, what moves it most, and profit against conflict. Nothing
        is played for it.
        """
        written: Path = REPORTS.get("sweep")(path, self)
        return written

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        heads = {
            (point.label, seed): (
                key_of(point, seed),
                point.label,
                *(point.levels[factor.name].value for factor in self.experiment.factors),
                seed,
            )
            for point in self.experiment.points
            for seed in self.experiment.seeds
        }
        units = {
            (question.metric, label): self.runs.unit(question.metric, label)
            for question in self.runs.questions
            for label in self.runs.scenarios
        }
        for run in self.runs.complete:
            head = heads[run.scenario, run.seed]
            for a in run.answers:
                yield (*head, a.week, a.metric, a.by, a.key, a.value, units[a.metric, run.scenario], OK, "")
        for failure in self.runs.failures:
            head = heads[failure.scenario, failure.seed]
            yield (*head, None, "", "", "", float("nan"), "", FAILED, failure.why)


def _column(line: Line) -> str:
    """Return the name of a line's column: its question, and the part or the week that it is about."""
    part = line.key if line.week is None else line.week
    return f"{line.question}={part}" if line.question.by else line.metric
