"""Play targets: draw cases, and play them seed by seed, here or in worker processes.

A case holds functions, which do not travel between processes; but what is drawn hangs on the seed and the
target's name alone, so a worker that is told these, and the folder, draws the very case it is to play.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from simulator.studies.runs.workers import Outcome, work_through
from simulator.studies.validation.run_journal import RunJournal, Values, known_first
from simulator.studies.validation.target_files import targets_in
from simulator.studies.validation.targets import Target, TargetCase

CHUNK = 10
"""Runs in a piece of work."""

type Progress = Callable[[int, int], None]
type CaseValues = dict[str, tuple[float, ...]]
"""Values of a case by row, seed by seed."""


class TargetFailedError(RuntimeError):
    """A target that came to grief while it was drawn or played."""


@dataclass(frozen=True)
class CaseKey:
    """Where a case stands: in a target or one of its mutants, and at which place there."""

    target: str
    mutant: int | None
    case: int
    drawn_from: int


@dataclass(frozen=True)
class RunBatch:
    """Some runs of a case."""

    folder: str
    place: CaseKey
    seeds: tuple[int, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class BatchResult:
    """Result of a batch: a value for each row and seed, or the error."""

    values: Values
    wrong: str = ""


def draw_cases(name: str, target: Target, mutant: int | None, seed: int) -> Sequence[TargetCase]:
    """Draw the cases of a target, or of one of its mutants."""
    cases = target.cases if mutant is None else target.mutants[mutant].cases
    try:
        return list(cases(np.random.default_rng([seed, *name.encode()])))
    except Exception as wrong:
        raise TargetFailedError(f"{name}: cannot be drawn: {type(wrong).__name__}: {wrong}") from wrong


def play(case: TargetCase, piece: RunBatch) -> BatchResult:
    """Play a case under the seeds of a piece."""
    values: dict[str, list[float]] = {row: [] for row in piece.rows}
    for seed in piece.seeds:
        try:
            measured = case.play(seed)
            for row in piece.rows:
                values[row].append(float(measured[row]))
        except Exception as wrong:  # noqa: BLE001 - whatever it is, it is what came of the piece
            return BatchResult({}, f"seed {seed}: {type(wrong).__name__}: {wrong}")
    return BatchResult(values)


def play_in_worker(piece: RunBatch) -> BatchResult:
    """Play a piece in a process that knows nothing but the folder of targets."""
    where = piece.place
    return play(_cases(piece.folder, where.target, where.mutant, where.drawn_from)[where.case], piece)


@cache
def _cases(folder: str, name: str, mutant: int | None, seed: int) -> Sequence[TargetCase]:
    return draw_cases(name, targets_in(folder, [name])[name], mutant, seed)


def play_cases(
    asked: Mapping[CaseKey, tuple[TargetCase, Sequence[int], Sequence[str]]],
    *,
    folder: str = "",
    jobs: int = 1,
    journal: RunJournal | None = None,
    on_runs: Callable[[CaseKey, int], None] = lambda *_: None,
    on_case: Callable[[CaseKey, CaseValues], None] = lambda *_: None,
) -> dict[CaseKey, CaseValues]:
    """Play cases, each under its seeds, and return the values of the rows asked for.

    Several *jobs* need the *folder* of the targets. Batches that a *journal* has are not played, and it
    keeps all that are. *on_runs* is called with a case and the number of its runs that came in,
    *on_case* with a case all of whose runs did, and its values.
    Raises TargetFailedError for a case that cannot be played.
    """
    pieces = [
        RunBatch(folder, place, tuple(seeds[at : at + CHUNK]), tuple(rows))
        for place, (_, seeds, rows) in asked.items()
        for at in range(0, len(seeds), CHUNK)
    ]
    gathered = _Gathered(pieces, journal, on_runs, on_case)

    def here(piece: RunBatch) -> BatchResult:
        return play(asked[piece.place][0], piece)

    left = known_first(
        journal, [(one.place.target, replace(one, folder="")) for one in pieces], gathered.take
    )
    work_through(
        play_in_worker if jobs > 1 else here,
        [pieces[at] for at in left],
        jobs=jobs,
        on_result=lambda number, answer: gathered.take_played(left[number], answer),
    )
    return {place: gathered.of_case(place) for place in asked}


class _Gathered:
    """Values of batches as they come in, case by case."""

    def __init__(
        self,
        pieces: Sequence[RunBatch],
        journal: RunJournal | None,
        on_runs: Callable[[CaseKey, int], None],
        on_case: Callable[[CaseKey, CaseValues], None],
    ) -> None:
        self._pieces, self._journal, self._on_runs, self._on_case = pieces, journal, on_runs, on_case
        self._left = Counter(piece.place for piece in pieces)
        self._values: dict[int, Values] = {}

    def take_played(self, at: int, answer: Outcome[BatchResult]) -> None:
        """Take what came of a batch that was played, and keep it; raise TargetFailedError for an error."""
        piece, result = self._pieces[at], answer.result
        wrong = result.wrong if result is not None else answer.why
        if result is None or wrong:
            raise TargetFailedError(f"{piece.place.target}: {wrong}")
        if self._journal is not None:
            name, seed = piece.place.target, piece.place.drawn_from
            self._journal.keep(name, replace(piece, folder=""), result.values, seed)
        self.take(at, result.values)

    def take(self, at: int, values: Values) -> None:
        """Take the values of a batch."""
        place = self._pieces[at].place
        self._values[at] = values
        self._left[place] -= 1
        self._on_runs(place, len(self._pieces[at].seeds))
        if not self._left[place]:
            self._on_case(place, self.of_case(place))

    def of_case(self, place: CaseKey) -> CaseValues:
        """Return the values of a case, in the order of its seeds."""
        own = [at for at, piece in enumerate(self._pieces) if piece.place == place]
        rows = self._pieces[own[0]].rows if own else ()
        return {row: tuple(value for at in own for value in self._values[at][row]) for row in rows}
