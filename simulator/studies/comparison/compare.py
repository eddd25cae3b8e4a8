"""Compare: several ways of bringing the same product to the same people, on the same dice.

All scenarios are played on the same seeds, so that customers and their luck are the same in each. What
differs between two scenarios in one seed is then the scenarios' doing, and few seeds tell it.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.scenario.diff import Difference, differences
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.decompose import Decomposition, designed
from simulator.studies.comparison.verdict import verdict
from simulator.studies.runs.questions import Question, questions_of
from simulator.studies.runs.replicate import Play, labels_of, play_all, seeds_of, simulated
from simulator.studies.runs.runs import Failure, Line, Runs
from simulator.studies.runs.statistics import Estimate, Paired, interval, paired
from simulator.studies.runs.workers import Progress

if TYPE_CHECKING:
    import pandas as pd

    from simulator.ledger.ledger import Ledger


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
            Contrast(line, self.runs.unit(line.metric, label), label, *self._told(line, label))
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
        return verdict(self.runs, self.baseline)

    def decompose(
        self,
        *blocks: str,
        scenario: str | None = None,
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Progress | None = None,
        play: Play = simulated,
    ) -> Decomposition:
        """Say whose doing the difference to the baseline is; only runs not yet played are played.

        *blocks* are settings to swap, by default distribution and messages; *scenario* the label of the
        one to take apart, by default the first that is not the baseline.
        """
        pair = (self.baseline, scenario or self.others[0])
        given = self.runs.scenarios
        design = designed(pair, [given[label] for label in pair], blocks or ("distribution", "messages"))
        missing = {label: corner for label, corner in design.scenarios.items() if label not in given}
        runs = self.runs
        if missing:
            runs = runs.with_more(
                play_all(
                    missing,
                    runs.seeds,
                    runs.questions,
                    jobs=jobs,
                    executor=executor,
                    progress=progress,
                    play=play,
                )
            )
        return Decomposition(design, runs)

    def _told(self, line: Line, label: str) -> tuple[Estimate, Paired | None]:
        values = self.runs.series(line, label)
        if label == self.baseline:
            return interval(values), None
        return interval(values), paired(self.runs.series(line, self.baseline), values)


def compare(
    scenarios: Sequence[Scenario],
    seeds: int | Sequence[int] = 10,
    *,
    baseline: int = 0,
    metrics: Iterable[str | Question] | None = None,
    labels: Sequence[str] | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    play: Play = simulated,
    keep_ledgers: bool = False,
    ledgers_to: Path | None = None,
) -> Comparison:
    """Play scenarios on the same seeds and compare each with the baseline, seed by seed.

    *seeds* is a number of seeds, counted from 1, or the seeds themselves; *baseline* the place of the
    scenario that the others are compared with. *labels* are what the scenarios are called in tables;
    left out, their names, told apart where they are equal. For *jobs* see `replicate`.
    """
    if len(scenarios) < 2:
        raise ValueError("a comparison needs at least two scenarios")
    if not 0 <= baseline < len(scenarios):
        raise ValueError(f"baseline must be from 0 to {len(scenarios) - 1}, not {baseline}")
    if labels is not None and len(labels) != len(scenarios):
        raise ValueError(f"{len(scenarios)} scenarios need as many labels, not {len(labels)}")
    names = labels_of(labels or [scenario.name for scenario in scenarios])
    runs = play_all(
        dict(zip(names, scenarios, strict=True)),
        seeds_of(seeds),
        questions_of(metrics),
        jobs=jobs,
        executor=executor,
        progress=progress,
        play=play,
        keep_ledgers=keep_ledgers,
        ledgers_to=ledgers_to,
    )
    return Comparison(runs, names[baseline])


COLUMNS = [
    *("metric", "by", "key", "week", "unit", "scenario", "n", "of", "mean", "low", "high"),
    *("difference", "difference_low", "difference_high", "pairs", "p", "saved"),
]


def _row(contrast: Contrast) -> tuple[Any, ...]:
    line, unit, label, mean, against = contrast
    head = (*line, unit, label, mean.n, mean.of, mean.mean, mean.low, mean.high)
    if against is None:
        return (*head, None, None, None, None, None, None)
    told = against.difference
    return (*head, told.mean, told.low, told.high, told.n, against.p, against.saved)
