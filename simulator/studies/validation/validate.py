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
    CaseValues,
    Progress,
    TargetFailedError,
    draw_cases,
    play_cases,
)
from simulator.studies.validation.run_journal import RunJournal
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


type OnRow = Callable[[ValidationRow, str], None]
"""Takes a row that is decided, and what its mutant changes; empty if it is a target's own."""


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
    journal: RunJournal | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda _: None,
    on_row: OnRow = lambda *_: None,
) -> Validation:
    """Play targets, and their mutants if asked for, on parameters drawn from a seed.

    *most_seeds* cuts the runs of each case, for a quick look: rows are then undecided where noise is large.
    The answers are the same for any number of *jobs*, processes, which need the *folder* of the targets.
    Runs that a *journal* has are not played, and it keeps all that are. *on_row* is called with each row as
    soon as it is decided, and with what its mutant changes.
    Raises TargetFailedError for a target that cannot be drawn or played.
    """
    plan = _plan(targets, seed, mutants=mutants)
    runs = {place: min(case.seeds, most_seeds or case.seeds) for place, (case, _) in plan.items()}
    watcher = _Watcher(targets, sum(runs.values()), progress, tell, on_row)
    asking = _Asking(plan, runs, watcher, folder, jobs, journal)
    first = asking.results({place: rows for place, (_, rows) in plan.items()}, again=False)
    missed = {
        place: [row for row, found in rows.items() if found.verdict is Acceptance.MISSED]
        for place, rows in first.items()
    }
    watcher.more(sum(runs[place] for place, rows in missed.items() if rows))
    second = asking.results(missed, again=True)
    return _validation(seed, targets, _rows(plan, first, second))


@dataclass(frozen=True)
class _Asking:
    """What is asked, and how it is played."""

    plan: CasePlan
    runs: Mapping[CaseKey, int]
    watcher: "_Watcher"
    folder: str
    jobs: int
    journal: RunJournal | None

    def results(self, rows: Mapping[CaseKey, Sequence[str]], *, again: bool) -> dict[CaseKey, Results]:
        """Play cases for some of their rows, and return the results; each case is told when it is whole."""
        asked = {
            place: (self.plan[place][0], _seeds(self.runs[place], again=again), names)
            for place, names in rows.items()
            if names
        }
        found: dict[CaseKey, Results] = {}

        def on_case(place: CaseKey, own: CaseValues) -> None:
            case = self.plan[place][0]
            found[place] = _found(case, own)
            self.watcher.on_case(place, _rows_of(place, case, found[place], again=again))

        play_cases(
            asked,
            folder=self.folder,
            jobs=self.jobs,
            journal=self.journal,
            on_runs=self.watcher.on_runs,
            on_case=on_case,
        )
        return {place: found[place] for place in asked}


def _rows(
    plan: CasePlan, first: Mapping[CaseKey, Results], second: Mapping[CaseKey, Results]
) -> dict[CaseKey, list[ValidationRow]]:
    """Return the rows of every case; a row that was asked again shows its second result."""
    rows = {}
    for place, (case, names) in plan.items():
        again = {row.name: row for row in _rows_of(place, case, second.get(place, {}), again=True)}
        found = {row.name: row for row in _rows_of(place, case, first[place], again=False)} | again
        rows[place] = [found[name] for name in names]
    return rows


def _rows_of(place: CaseKey, case: TargetCase, found: Results, *, again: bool) -> list[ValidationRow]:
    return [ValidationRow(place.target, name, case.configuration, one, again) for name, one in found.items()]


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
        on_row: OnRow,
    ) -> None:
        self._targets, self._of, self._progress, self._tell = targets, runs, progress, tell
        self._on_row = on_row
        self._done, self._announced = 0, set[tuple[str, int | None]]()

    def more(self, runs: int) -> None:
        """Add runs that a repetition needs."""
        self._of += runs

    def on_case(self, place: CaseKey, rows: Sequence[ValidationRow]) -> None:
        """Hand on the rows of a case that are decided: what is missed is asked again first."""
        mutant = "" if place.mutant is None else self._targets[place.target].mutants[place.mutant].what
        for row in rows:
            if row.was_asked_again or row.found.verdict is not Acceptance.MISSED:
                self._on_row(row, mutant)

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
