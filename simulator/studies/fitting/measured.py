"""Measured worlds: the targets' values in a world at many settings, on the same seeds, each played once.

Customers and their luck are the same at all settings (common random numbers), so that what differs between
two settings is theirs.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.input_error import InputError
from simulator.ledger.metric import DETAILS, metric_named
from simulator.scenario.sample import enlarged
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.target import Target
from simulator.studies.probing.figure import Variant
from simulator.studies.probing.probe import PlayVariant
from simulator.studies.runs.journal import Journal, code_digest, digest_of
from simulator.studies.runs.runner import Runner, RunsFailedError
from simulator.studies.runs.runs import Failure, Runs

type Values = NDArray[np.float64]
"""Values of targets, by target and seed."""


@dataclass
class MeasuredWorlds:
    """Worlds measured at settings that a search names; what is known is not played again."""

    targets: Sequence[Target]
    runner: Runner
    """The runner, which asks what the targets ask."""
    times: int = 1
    """How many times as large worlds are played; values are told of the market as it is [multiple]."""
    journal: Journal | None = None
    """Where values are kept, so that a fit that was stopped goes on; left out, nowhere."""
    failures: list[Failure] = field(default_factory=list)
    _known: dict[str, Values] = field(default_factory=dict)
    _done: int = 0

    def first(self, scenario: Scenario) -> Values:
        """Return the values where a fit starts; FitError where a target cannot be told there."""
        larger = enlarged(scenario, self.times)
        _variants(larger, self.targets)
        self._play([larger])
        values = self._known[fingerprint(larger)]
        for target, row in zip(self.targets, values, strict=True):
            if np.isnan(row).any():
                seeds = ", ".join(
                    str(s) for s, one in zip(self.runner.seeds, row, strict=True) if math.isnan(one)
                )
                raise FitError(
                    f"target '{target.name}': has no value in the world as it stands, on seed {seeds}: no "
                    "such part, nothing sold, or nothing stood to divide by"
                )
        return values

    def at(self, scenarios: Sequence[Scenario | None]) -> list[Values]:
        """Return the values in each of some worlds; NaN for none, and where there is no value."""
        larger = [None if one is None else enlarged(one, self.times) for one in scenarios]
        self._play([one for one in larger if one is not None])
        nothing = np.full((len(self.targets), len(self.runner.seeds)), math.nan)
        return [nothing if one is None else self._known[fingerprint(one)] for one in larger]

    def _play(self, scenarios: Iterable[Scenario]) -> None:
        new = {mark: one for one in scenarios if not self._is_known(mark := fingerprint(one))}
        needed: dict[str, dict[str, Variant]] = {}
        for mark, scenario in new.items():
            with suppress(InputError):  # a world in which something cannot be told has no values
                needed[mark] = _variants(scenario, self.targets)
        runs = self._runs(needed) if any(needed.values()) else None
        for mark, scenario in new.items():
            self._known[mark] = self._values(mark, scenario, needed.get(mark), runs)
            if self.journal is not None and runs is not None and not runs.failures:
                self.journal.add(self._key(mark), values=self._known[mark].tolist())

    def _is_known(self, mark: str) -> bool:
        """Say whether a world was played, now or by a fit that was stopped."""
        if mark not in self._known and self.journal is not None:
            kept = self.journal.record(self._key(mark))
            if kept is not None:
                self._known[mark] = np.array(kept["values"])
        return mark in self._known

    def _key(self, mark: str) -> str:
        """Return by what values of a world are known: all that decides them."""
        asked = [one.name for one in self.targets]
        return digest_of(f"{code_digest()} {mark} {asked} {self.runner.seeds} {self.times}")

    def _runs(self, needed: Mapping[str, Mapping[str, Variant]]) -> Runs | None:
        """Play all variants of all worlds at once; nothing, but for the start, if all runs failed."""
        every = {f"{mark} {label}": one for mark, of in needed.items() for label, one in of.items()}
        worlds = {name: self._named(one.scenario, name) for name, one in every.items()}
        play = PlayVariant({name: one.change for name, one in every.items()})
        try:
            runs = replace(self.runner, play=play, progress=self._count).run(worlds)
        except RunsFailedError:
            if not self._known:
                raise
            return None
        self._done += len(every) * len(self.runner.seeds)
        self.failures += [one._replace(scenario=one.scenario.partition(" ")[2]) for one in runs.failures]
        return runs

    def _named(self, scenario: Scenario, name: str) -> Scenario:
        asked = [metric_named(question.metric) for question in self.runner.questions]
        detail = max((scenario.detail, *(one.detail for one in asked)), key=DETAILS.index)
        told = any(metric_named(metric).needs_stages(by) for metric, by in self.runner.questions)
        kept = {
            "detail": detail,
            "cohorts": scenario.cohorts or any(one.cohorts for one in asked),
            "stages": scenario.stages or told,
        }
        return scenario.model_copy(update={"name": name, **kept})

    def _values(
        self, mark: str, scenario: Scenario, variants: Mapping[str, Variant] | None, runs: Runs | None
    ) -> Values:
        told = [
            None if variants is None else _narrowed(mark, scenario, variants, runs, seed)
            for seed in self.runner.seeds
        ]
        sizes = [float(self.times) ** target.extent for target in self.targets]
        return np.array(
            [
                [math.nan if one is None else target.of(scenario, one) / whole for one in told]
                for target, whole in zip(self.targets, sizes, strict=True)
            ]
        )

    def _count(self, done: int, of: int) -> None:
        if self.runner.progress:
            self.runner.progress(self._done + done, self._done + of)


def _variants(scenario: Scenario, targets: Sequence[Target]) -> dict[str, Variant]:
    return {variant.label: variant for target in targets for variant in target.variants(scenario)}


def _narrowed(
    mark: str, scenario: Scenario, variants: Mapping[str, Variant], runs: Runs | None, seed: int
) -> Runs | None:
    """Return the runs of one world on one seed, under its variants' own labels; none where one is lacking."""
    if not variants:
        return Runs({"as it is": scenario}, (seed,), (), ())
    wanted = {f"{mark} {label}": label for label in variants}
    ended = tuple(
        replace(run, scenario=wanted[run.scenario])
        for run in (runs.ended if runs else ())
        if run.seed == seed and run.scenario in wanted
    )
    if len(ended) < len(variants):
        return None
    worlds = {label: one.scenario for label, one in variants.items()}
    return Runs(worlds, (seed,), runs.questions if runs else (), ended)
