"""Play targets: draw cases, and play them seed by seed, here or in worker processes.

A case holds functions, which do not travel between processes; but what is drawn hangs on the seed and the
target's name alone, so a worker that is told these, and the folder, draws the very case it is to play.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from simulator.studies.runs.workers import work_through
from simulator.studies.validation.target_files import targets_in
from simulator.studies.validation.targets import Target, TargetCase

CHUNK = 10
"""Runs in a piece of work."""

type Progress = Callable[[int, int], None]


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

    values: Mapping[str, Sequence[float]]
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
    on_runs: Callable[[CaseKey, int], None] = lambda *_: None,
) -> dict[CaseKey, dict[str, tuple[float, ...]]]:
    """Play cases, each under its seeds, and return the values of the rows asked for.

    Several *jobs* need the *folder* of the targets. *on_runs* is called with a case and
    the number of its runs that came in.
    Raises TargetFailedError for a case that cannot be played.
    """
    pieces = [
        RunBatch(folder, place, tuple(seeds[at : at + CHUNK]), tuple(rows))
        for place, (_, seeds, rows) in asked.items()
        for at in range(0, len(seeds), CHUNK)
    ]

    def take(at: int, answer: object) -> None:
        piece = pieces[at]
        result = getattr(answer, "result", None)
        wrong = result.wrong if isinstance(result, BatchResult) else getattr(answer, "why", "")
        if wrong:
            raise TargetFailedError(f"{piece.place.target}: {wrong}")
        on_runs(piece.place, len(piece.seeds))

    def here(piece: RunBatch) -> BatchResult:
        return play(asked[piece.place][0], piece)

    answers = work_through(play_in_worker if jobs > 1 else here, pieces, jobs=jobs, on_result=take)
    found = {place: {row: list[float]() for row in rows} for place, (_, _, rows) in asked.items()}
    for piece, answer in zip(pieces, answers, strict=True):
        for row, values in (answer.result.values if answer.result else {}).items():
            found[piece.place][row] += values
    return {place: {row: tuple(own) for row, own in rows.items()} for place, rows in found.items()}
