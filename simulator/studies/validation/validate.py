"""Validation: targets played and judged, mutants played and caught.

What is drawn hangs on the seed and the target's name alone, so one target is the same with or without
others. The runs of a case are of seeds 1, 2, 3 …, before anybody has looked. A row that is missed is asked
again of as many fresh seeds, and that answer stands: of dozens of rows one is missed by luck now and then,
and hardly ever twice; a bias is missed both times.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.studies.validation.acceptance import Acceptance, SimulatedResult
from simulator.studies.validation.empirical_patterns import PatternResult
from simulator.studies.validation.play_targets import (
    CaseKey,
    Progress,
    TargetFailedError,
    draw_cases,
    play_cases,
)
from simulator.studies.validation.targets import NotBuilt, Target, TargetCase

__all__ = ["MutantResult", "TargetFailedError", "Validation", "ValidationRow", "validate"]


type CasePlan = dict[CaseKey, tuple[TargetCase, tuple[str, ...]]]
"""The cases to be played, each with the rows asked for."""
type Results = dict[str, SimulatedResult]
"""Results of a case by row."""


@dataclass(frozen=True)
class ValidationRow:
    """One line of the validation table."""

    target: str
    """Name of the file."""
    name: str
    configuration: str
    found: SimulatedResult
    was_asked_again: bool
    """Whether it was missed under the first seeds, so that these values are of fresh ones."""


@dataclass(frozen=True)
class MutantResult:
    """Result of a mutant."""

    target: str
    what: str
    row: ValidationRow
    """The row that had to be missed."""

    @property
    def is_caught(self) -> bool:
        """Say whether the row was missed, as it had to be."""
        return self.row.found.verdict is Acceptance.MISSED


@dataclass(frozen=True)
class Validation:
    """Results of all targets, and of their mutants where these were played."""

    seed: int
    targets: Mapping[str, Target]
    rows: tuple[ValidationRow, ...]
    mutants: tuple[MutantResult, ...]
    not_built: tuple[NotBuilt, ...] = ()
    """Results that the simulator cannot be asked about."""
    patterns: tuple[PatternResult, ...] = ()
    """What real markets show, beside the shipped scenarios; these meet and miss nothing."""

    @property
    def is_met(self) -> bool:
        """Say whether every row is met and every mutant caught."""
        met = all(row.found.verdict is Acceptance.MET for row in self.rows)
        return met and all(mutant.is_caught for mutant in self.mutants)


def validate(
    targets: Mapping[str, Target],
    seed: int,
    *,
    mutants: bool = False,
    most_seeds: int | None = None,
    jobs: int = 1,
    folder: str = "",
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Validation:
    """Play targets, and their mutants if asked for, on parameters drawn from a seed.

    *most_seeds* cuts the runs of each case, for a quick look: rows are then undecided where noise is large.
    The answers are the same for any number of *jobs*, processes, which need the *folder* of the targets.
    Raises TargetFailedError for a target that cannot be drawn or played.
    """
    plan = _plan(targets, seed, mutants=mutants)
    runs = {place: min(case.seeds, most_seeds or case.seeds) for place, (case, _) in plan.items()}
    watcher = _Watcher(targets, sum(runs.values()), progress, tell)

    def values(rows: Mapping[CaseKey, Sequence[str]], *, again: bool) -> dict[CaseKey, Results]:
        asked = {
            place: (plan[place][0], _seeds(runs[place], again=again), names)
            for place, names in rows.items()
            if names
        }
        answers = play_cases(asked, folder=folder, jobs=jobs, on_runs=watcher.on_runs)
        return {place: _found(plan[place][0], answers[place]) for place in asked}

    first = values({place: rows for place, (_, rows) in plan.items()}, again=False)
    missed = {
        place: [row for row, found in rows.items() if found.verdict is Acceptance.MISSED]
        for place, rows in first.items()
    }
    watcher.more(sum(runs[place] for place, rows in missed.items() if rows))
    second = values(missed, again=True)
    return _validation(seed, targets, _rows(plan, first, second))


def _rows(
    plan: CasePlan, first: Mapping[CaseKey, Results], second: Mapping[CaseKey, Results]
) -> dict[CaseKey, list[ValidationRow]]:
    """Return the rows of every case; a row that was asked again shows its second result."""
    rows = {}
    for place, (case, names) in plan.items():
        again = second.get(place, {})
        found = {**first[place], **again}
        rows[place] = [
            ValidationRow(place.target, name, case.configuration, found[name], name in again)
            for name in names
        ]
    return rows


def _validation(
    seed: int, targets: Mapping[str, Target], rows: Mapping[CaseKey, Sequence[ValidationRow]]
) -> Validation:
    mutants = [
        MutantResult(place.target, targets[place.target].mutants[place.mutant].what, row)
        for place, own in rows.items()
        if place.mutant is not None
        for row in own
    ]
    of_targets = tuple(row for place, own in rows.items() if place.mutant is None for row in own)
    return Validation(seed, dict(targets), of_targets, tuple(mutants))


def _plan(targets: Mapping[str, Target], seed: int, *, mutants: bool) -> CasePlan:
    """Draw all cases, and say which rows of each are asked for; of a mutant, the one it must miss."""
    plan: CasePlan = {}
    for name, target in targets.items():
        for at, case in enumerate(draw_cases(name, target, None, seed)):
            plan[CaseKey(name, None, at, seed)] = case, tuple(case.expected)
    for name, target in targets.items():
        for number, mutant in enumerate(target.mutants if mutants else ()):
            cases = draw_cases(name, target, number, seed)
            has_row = [mutant.fails in case.expected for case in cases]
            if not any(has_row):
                raise TargetFailedError(f"{name}: its mutant has no row '{mutant.fails}'")
            at = has_row.index(True)
            plan[CaseKey(name, number, at, seed)] = cases[at], (mutant.fails,)
    return plan


def _seeds(runs: int, *, again: bool) -> Sequence[int]:
    return range(runs + 1, 2 * runs + 1) if again else range(1, runs + 1)


def _found(case: TargetCase, values: Mapping[str, tuple[float, ...]]) -> Results:
    return {
        row: SimulatedResult(float(case.expected[row]), own, case.rule, case.slack_of(row))
        for row, own in values.items()
    }


class _Watcher:
    """Reports the number of runs done, and the target that is being played."""

    def __init__(
        self,
        targets: Mapping[str, Target],
        runs: int,
        progress: Progress | None,
        tell: Callable[[str], None],
    ) -> None:
        self._targets, self._of, self._progress, self._tell = targets, runs, progress, tell
        self._done, self._announced = 0, set[tuple[str, int | None]]()

    def more(self, runs: int) -> None:
        """Add runs that a repetition needs."""
        self._of += runs

    def on_runs(self, place: CaseKey, runs: int) -> None:
        """Count runs, and say once for each target and mutant that it is being played."""
        target, key = self._targets[place.target], (place.target, place.mutant)
        if key not in self._announced:
            self._announced.add(key)
            mutant = place.mutant
            what = target.title if mutant is None else f"mutant: {target.mutants[mutant].what}"
            self._tell(f"{place.target}{': ' if mutant is None else ', '}{what}")
        self._done += runs
        if self._progress is not None:
            self._progress(self._done, self._of)
