"""Run cache: scenarios played on the same seeds as they are needed, each once.

A search does not know beforehand what it will have to play. It asks for what it wants to know next, and
what has been played already is remembered by what happens in it, not by its name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.studies.runs.pooled_ratio import series_of
from simulator.studies.runs.runner import Runner, RunsFailedError
from simulator.studies.runs.runs import Failure, Line, Run

type Series = NDArray[np.float64]


@dataclass
class RunCache:
    """Runs of scenarios on the same seeds, with the same questions."""

    runner: Runner
    failures: list[Failure] = field(default_factory=list)
    _runs: dict[str, dict[int, Run]] = field(default_factory=dict)
    _done: int = 0

    def __post_init__(self) -> None:
        """Refuse to keep ledgers."""
        self.runner.refuse_ledgers()

    @property
    def seeds(self) -> tuple[int, ...]:
        """Return the seeds on which every scenario is played."""
        return self.runner.seeds

    def ensure_played(self, scenarios: Iterable[Scenario]) -> None:
        """Play the scenarios that have not been played yet, all at once."""
        new = {mark: one for one in scenarios if (mark := fingerprint(one)) not in self._runs}
        if not new:
            return
        names = {mark: one.name for mark, one in new.items()}
        self._runs |= {mark: {} for mark in new}
        for run in self._ended(new, names):
            self._runs[run.scenario][run.seed] = run
        self._done += len(new) * len(self.seeds)

    def _ended(self, new: dict[str, Scenario], names: dict[str, str]) -> tuple[Run, ...]:
        """Play; a later round in which no run ends is told among the failures, the first ends everything."""
        try:
            runs = replace(self.runner, progress=self._count).run(new)
        except RunsFailedError as error:
            if not self._done:
                raise
            self.failures += [
                Failure(name, seed, str(error), "") for name in names.values() for seed in self.seeds
            ]
            return ()
        self.failures += [one._replace(scenario=names[one.scenario]) for one in runs.failures]
        return runs.ended

    def series(self, scenario: Scenario, metric: str) -> Series:
        """Return the values of a metric, seed by seed; NaN where a run failed."""
        return self._series(scenario, Line(metric, "", "", None))

    def parts(self, scenario: Scenario, metric: str, by: str) -> Mapping[str, Series]:
        """Return the values of each part of a metric, seed by seed; zero where a run has no such part."""
        runs = self._of(scenario)
        keys = {a.key: None for run in runs.values() for a in run.answers if (a.metric, a.by) == (metric, by)}
        found = {key: self._series(scenario, Line(metric, by, key, None)) for key in keys}
        ended = np.array([seed in runs for seed in self.seeds])
        return {key: np.where(ended & np.isnan(values), 0.0, values) for key, values in found.items()}

    def _series(self, scenario: Scenario, line: Line) -> Series:
        found = []
        for seed in self.seeds:
            run = self._of(scenario).get(seed)
            told = {Line(*answer[:4]): answer for answer in run.answers} if run else {}
            found.append(told.get(line))
        return np.array(series_of(found))

    def _of(self, scenario: Scenario) -> dict[int, Run]:
        self.ensure_played([scenario])
        return self._runs[fingerprint(scenario)]

    def _count(self, done: int, of: int) -> None:
        if self.runner.progress:
            self.runner.progress(self._done + done, self._done + of)
