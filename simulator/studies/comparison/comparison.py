"""Comparison: scenarios played on the same seeds, and the paired differences between them.

All scenarios are played on the same seeds, so that customers and their luck are the same in each. What
differs between two scenarios in one seed is then the scenarios' doing, and few seeds tell it. Pictures and
reports are fetched from their registries when they are asked for: this floor draws nothing itself.

Source: common random numbers; Law (2015), Simulation Modeling and Analysis, ch. 11.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Unpack

from simulator.base.registry import suggestion
from simulator.domain.registries import PICTURES, REPORTS
from simulator.scenario.diff import Difference, differences
from simulator.scenario.errors.arguments import argument_error, text_value, whole_number
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.yaml.number_sources import sources
from simulator.studies.comparison.decompose import Decomposition, differs_in_both, factorial_design
from simulator.studies.comparison.difference_rows import comparison_html
from simulator.studies.comparison.lever_design import lever_design
from simulator.studies.comparison.lever_split import LeverSplit, played_split
from simulator.studies.comparison.vary_assumptions import vary_assumptions
from simulator.studies.comparison.verdict import verdict
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.need_split.outlets_meant import Outlets
from simulator.studies.need_split.split_of_runs import can_split, split_of_runs
from simulator.studies.robustness import ASSUMPTION_DRAWS
from simulator.studies.runs.questions import Question, reported_of
from simulator.studies.runs.runner import PlayOptions, Runner
from simulator.studies.runs.runs import Failure, Line, Runs
from simulator.studies.runs.statistics import Estimate, Paired, interval, paired

if TYPE_CHECKING:
    import pandas as pd

    from simulator.ledger.ledger import Ledger


class Drawing(Protocol):
    """A picture: notebooks show it, `save` writes it, `svg` hands it to a page."""

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file."""

    def svg(self, name: str = "picture") -> str:
        """Return the picture as an SVG element."""


class Contrast(NamedTuple):
    """One line of a table in one scenario: its mean and, unless it is the baseline, the difference."""

    line: Line
    unit: str
    scenario: str
    mean: Estimate
    against: Paired | None


@dataclass(frozen=True)
class Comparison:
    """Scenarios played on the same seeds, and how each differs from the baseline."""

    runs: Runs
    baseline: str
    """Label of the scenario that the others are compared with."""
    noted: Runs | None = None
    """The same runs with answers that the verdict notes and no table shows, if there are any."""

    def __repr__(self) -> str:
        """Say what is compared; the numbers are in `table`, the answer is `verdict`."""
        others = f"{len(self.others)} other{'s' * (len(self.others) != 1)}"
        of = f"{shortened(self.baseline)!r} with {others} on {len(self.runs.seeds)} seeds"
        return f"<Comparison of {of}: see .verdict(), .table(), .plot(), .report(path)>"

    def _repr_html_(self) -> str:
        return comparison_html(self.runs, self.baseline, self.verdict())

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels under which the scenarios stand, in their order."""
        return tuple(self.runs.scenarios)

    @property
    def others(self) -> tuple[str, ...]:
        """Return the labels of all but the baseline."""
        return tuple(label for label in self.labels if label != self.baseline)

    @property
    def rows(self) -> "pd.DataFrame":
        """Return every number measured as a tidy table: one row a number."""
        return self.runs.rows

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Return the runs that did not come to their end, and why."""
        return self.runs.failures

    @property
    def ledgers(self) -> "dict[tuple[str, int], Ledger]":
        """Return the ledgers that were kept, by label and seed."""
        return self.runs.ledgers

    @cached_property
    def settings(self) -> dict[str, list[Difference]]:
        """Return where each other scenario differs from the baseline, by label: key, baseline's, its own."""
        given = self.runs.scenarios
        return {label: differences(given[self.baseline], given[label]) for label in self.others}

    @cached_property
    def contrasts(self) -> list[Contrast]:
        """Return each line of the table in each scenario."""
        return [
            Contrast(line, self.runs.unit(line.metric, label), label, *self._estimates(line, label))
            for line in self.runs.lines()
            for label in self.labels
        ]

    def table(self, *metrics: str) -> "pd.DataFrame":
        """Return means and paired differences as a table, one row a line and scenario.

        *metrics* are questions that were asked, such as ``"conflict"`` or ``"conflict:type"``; none: all.
        """
        import pandas as pd  # noqa: PLC0415 - a second to import

        lines = set(self.runs.lines(metrics))
        rows = [_row(contrast) for contrast in self.contrasts if contrast.line in lines]
        return pd.DataFrame(rows, columns=COLUMNS).astype({"week": "Int64", "pairs": "Int64"})

    def verdict(self) -> str:
        """Say in plain words how sell-through and conflict differ: a sentence for each other scenario."""
        return verdict(self.runs, self.baseline, self.noted)

    def decompose(
        self, *blocks: str, scenario: str | None = None, **options: Unpack[PlayOptions]
    ) -> Decomposition:
        """Attribute the difference to the baseline to blocks of settings, playing only what was not.

        *blocks* are settings to swap, by default distribution and messages; *scenario* the label of the
        one to take apart, by default the first that is not the baseline. For *options* see `Runner`.
        """
        pair = self._against(scenario)
        given = self.runs.scenarios
        design = factorial_design(
            pair, [given[label] for label in pair], blocks or ("distribution", "messages")
        )
        missing = {label: corner for label, corner in design.scenarios.items() if label not in given}
        more = self._runner(self.runs.questions, **options).run(missing) if missing else None
        return Decomposition(design, self.runs if more is None else self.runs.with_more(more))

    def split_by_levers(
        self, *, scenario: str | None = None, seeds: int | None = None, **options: Unpack[PlayOptions]
    ) -> LeverSplit:
        """Split the difference to the baseline into reach, price, message, service and luck.

        *scenario* is the label of the one to take apart, by default the first that is not the baseline;
        *seeds* how many of the comparison's seeds are played, by default all. Plays up to nineteen runs a
        seed; see `lever_split` for what each part is, and `Runner` for *options*.
        """
        chosen, pair = self._seeds_for_levers(seeds), self._against(scenario)
        design = lever_design(pair, [self.runs.scenarios[label] for label in pair])
        return played_split(design, chosen, **options)

    def split_by_need(
        self, *, scenario: str | None = None, outlets: Outlets = None, **options: Unpack[PlayOptions]
    ) -> NeedSplit:
        """Split what outlets of a scenario sell by what becomes of the same needs in the baseline.

        *scenario* is its label, by default the first that is not the baseline; *outlets* are names or
        formats, by default all that the baseline has not. Ledgers that were kept or saved are read, others
        played again. Raises NotRecordedError unless both scenarios have ``detail: sales`` or more. See
        `simulator.split_by_need`, and `Runner` for *options*.
        """
        baseline, label = self._against(scenario)
        return split_of_runs(self.runs, (label, baseline), outlets, **options)

    def need_splits(self, **options: Unpack[PlayOptions]) -> list[NeedSplit]:
        """Return the split by need of each scenario with outlets that the baseline has not, if recorded.

        For *options* see `Runner`.
        """
        pairs = [(one, self.baseline) for one in self.others]
        return [split_of_runs(self.runs, pair, **options) for pair in pairs if can_split(self.runs, pair)]

    def plot(self) -> Drawing:
        """Draw how each headline number differs from the baseline, seed by seed."""
        picture: Drawing = PICTURES.get("paired_differences")(self)
        return picture

    def report(
        self,
        path: str | Path,
        *,
        files: Iterable[str | Path] = (),
        assumptions: int = ASSUMPTION_DRAWS,
        decompose: bool = True,
        levers: int | Sequence[LeverSplit] = 0,
        needs: Sequence[NeedSplit] | None = None,
        **options: Unpack[PlayOptions],
    ) -> Path:
        """Write the report, one HTML file that needs nothing else, to *path*; return its path.

        *files* are the scenario files, to tell sourced numbers from choices; *assumptions* is how many worlds
        are drawn to see whether the signs hold (0: none). What differs from the baseline in both distribution
        and messages is decomposed, too, unless *decompose* is false; on so many of the seeds as *levers* says
        the difference is split into reach, price, message, service and luck (0: not at all), unless it is
        splits made before. What new outlets sell is split by need where ``detail: sales`` recorded it, or as
        *needs* were split before. Questions that a report needs and that were not asked are asked now: the
        runs are played again, and measure the same. For *options* see `Runner`.
        """
        splits = self.splits(levers, **options)
        by_need = self.need_splits(**options) if needs is None else list(needs)
        whole = self.asked_in_full(**options)
        given = whole.runs.scenarios
        base, others = given[self.baseline], {label: given[label] for label in self.others}
        parts = [
            whole.decompose(scenario=label, **options)
            for label, other in others.items()
            if decompose and differs_in_both(base, other)
        ]
        found = vary_assumptions(whole.runs, self.baseline, assumptions, **options) if assumptions else {}
        noted = dict.fromkeys(note for file in files for note in sources(file))
        written: Path = REPORTS.get("comparison")(path, whole, parts, found, list(noted), splits, by_need)
        return written

    def asked_in_full(self, **options: Unpack[PlayOptions]) -> "Comparison":
        """Return the same comparison with every question asked that a report answers.

        For *options* see `Runner`.
        """
        needed = tuple(dict.fromkeys((*self.runs.questions, *reported_of(self.runs.scenarios.values()))))
        if set(needed) <= set(self.runs.questions):
            return self
        return Comparison(self._runner(needed, **options).run(dict(self.runs.scenarios)), self.baseline)

    def splits(self, levers: int | Sequence[LeverSplit], **options: Unpack[PlayOptions]) -> list[LeverSplit]:
        """Return the split of each difference, on so many of the seeds (0: none), or as they were made.

        *levers* is how many, or the splits; for *options* see `Runner`.
        """
        if isinstance(levers, list | tuple) and all(isinstance(one, LeverSplit) for one in levers):
            return list(levers)
        seeds = whole_number("levers", levers, 0, len(self.runs.seeds))
        return [self.split_by_levers(scenario=one, seeds=seeds, **options) for one in self.others if seeds]

    def _against(self, scenario: str | None) -> tuple[str, str]:
        """Return the labels of the baseline and of a scenario, by default the first other one."""
        label = self.others[0] if scenario is None else text_value("scenario", scenario)
        if label not in self.labels:
            told = f"no scenario is called '{shortened(label)}'; {suggestion(label, list(self.labels))}"
            raise argument_error("scenario", told)
        return self.baseline, label

    def _seeds_for_levers(self, seeds: int | None) -> tuple[int, ...]:
        most = len(self.runs.seeds)
        return self.runs.seeds[: most if seeds is None else whole_number("seeds", seeds, 1, most)]

    def _runner(self, questions: tuple[Question, ...], **options: Unpack[PlayOptions]) -> Runner:
        return Runner(seeds=self.runs.seeds, questions=questions, **options)

    def _estimates(self, line: Line, label: str) -> tuple[Estimate, Paired | None]:
        values = self.runs.series(line, label)
        if label == self.baseline:
            return interval(values), None
        return interval(values), paired(self.runs.series(line, self.baseline), values)


COLUMNS = [
    *("metric", "by", "key", "week", "unit", "scenario", "n", "of", "mean", "low", "high"),
    *("difference", "difference_low", "difference_high", "pairs", "p", "saved"),
]


def _row(contrast: Contrast) -> tuple[Any, ...]:
    line, unit, label, mean, against = contrast
    head = (*line, unit, label, mean.n, mean.of, mean.mean, mean.low, mean.high)
    if against is None:
        return (*head, None, None, None, None, None, None)
    by = against.difference
    return (*head, by.mean, by.low, by.high, by.n, against.p, against.saved)
