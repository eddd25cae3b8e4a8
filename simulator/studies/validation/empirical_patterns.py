"""Empirical patterns: findings about real markets beside results of the shipped scenarios.

A pattern is no target: nothing is drawn, nothing passes or fails, and the distance is what is reported. A
pattern that was used to choose a default is told as such, since meeting it proves nothing.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from simulator.studies.runs.workers import Outcome, work_through
from simulator.studies.validation.acceptance import Rule, SimulatedResult
from simulator.studies.validation.run_journal import RunJournal, Values, known_first
from simulator.studies.validation.target_files import TargetFileError, names_in, said_in

FOLDER = "patterns"
"""Folder of patterns within the folder of targets."""
SEEDS = 10
WORDS = math.nan
"""Stands for a published figure where the study gives a direction, or none that we have seen."""


@dataclass(frozen=True)
class Pattern:
    """A finding, whether it counts, and how the shipped scenarios are asked about it."""

    number: int
    """Its place in the list of patterns; what is put to several worlds has one place."""
    says: str
    """What was found."""
    source: str
    counts: bool
    """Whether it was held out: neither set a default nor was looked at while one was chosen."""
    remark: str = ""
    """What else must be known: which default it set, what the comparison lacks, why it is not built."""
    shown: str = ""
    """What is played, in words."""
    published: Mapping[str, float] = field(default_factory=dict)
    """Published figures by row; WORDS where there is none."""
    play: Callable[[int], Mapping[str, float]] | None = None
    """Play under a seed and measure every row; none: the simulator has no mechanism for it."""
    seeds: int = SEEDS

    @property
    def is_built(self) -> bool:
        """Say whether the simulator can be asked."""
        return self.play is not None


@dataclass(frozen=True)
class PatternResult:
    """Result of the shipped scenarios for one row of a pattern."""

    pattern: Pattern
    row: str
    """Empty where the pattern is not built."""
    found: SimulatedResult | None

    @property
    def distance(self) -> float:
        """Return simulated less published; not a number where nothing was published or played."""
        return self.found.mean - self.found.expected if self.found is not None else math.nan


@dataclass(frozen=True)
class _Piece:
    folder: str
    file: str
    place: int
    seed: int


def patterns_in(folder: str | Path) -> list[Pattern]:
    """Return the patterns of the files in a folder of targets, by number; none if it has no such folder.

    One finding may be put to several worlds. Raises TargetFileError for a broken file, and for two patterns
    of one number that are played alike, or that say different things.
    """
    found = sorted((pattern for _, _, pattern in _listed(str(folder))), key=lambda pattern: pattern.number)
    first: dict[int, Pattern] = {}
    shown: set[tuple[int, str]] = set()
    for pattern in found:
        same = first.setdefault(pattern.number, pattern)
        if (pattern.number, pattern.shown) in shown or (pattern.says, pattern.source) != (
            same.says,
            same.source,
        ):
            raise TargetFileError(f"{Path(folder) / FOLDER}: two patterns are number {pattern.number}")
        shown.add((pattern.number, pattern.shown))
    return found


def play_patterns(
    folder: str | Path,
    *,
    most_seeds: int | None = None,
    jobs: int = 1,
    journal: RunJournal | None = None,
    drawn_from: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[PatternResult, ...]:
    """Play the patterns of a folder, each on seeds 1, 2, 3 …, beside the published figures.

    What a *journal* has is not played; what is played is kept in it, with the seed of the targets beside.
    Raises PatternFailedError for a pattern that cannot be played.
    """
    listed = _listed(str(folder))
    pieces = [
        _Piece(str(folder), file, place, seed)
        for file, place, pattern in listed
        for seed in range(1, min(pattern.seeds, most_seeds or pattern.seeds) + 1)
        if pattern.is_built
    ]
    found = _all_played(pieces, jobs, journal, drawn_from, progress)
    values: dict[tuple[str, int], list[Mapping[str, float]]] = {}
    for at, piece in enumerate(pieces):
        values.setdefault((piece.file, piece.place), []).append(found[at])
    shown = [row for file, place, each in listed for row in _rows(each, values.get((file, place), []))]
    return tuple(sorted(shown, key=lambda row: row.pattern.number))


def _all_played(
    pieces: Sequence[_Piece],
    jobs: int,
    journal: RunJournal | None,
    drawn_from: int,
    progress: Callable[[int, int], None] | None,
) -> Mapping[int, Mapping[str, float]]:
    """Return the values of pieces by their places: what a journal has, and what is played and kept in it."""
    found: dict[int, Mapping[str, float]] = {}
    marks = [(f"{FOLDER}/{piece.file}", replace(piece, folder="")) for piece in pieces]

    def take(at: int, kept: Values) -> None:
        found[at] = {row: value for row, (value,) in kept.items()}

    def take_played(number: int, answer: Outcome[Mapping[str, float]]) -> None:
        file, piece = marks[left[number]]
        if answer.result is None:
            raise PatternFailedError(f"{file}: seed {piece.seed}: {answer.why}")
        each = {row: (float(value),) for row, value in answer.result.items()}
        if journal is not None:
            journal.keep(file, piece, each, drawn_from)
        take(left[number], each)

    left = known_first(journal, marks, take)
    work_through(_played, [pieces[at] for at in left], jobs=jobs, progress=progress, on_result=take_played)
    return found


class PatternFailedError(RuntimeError):
    """A pattern that could not be played."""


def _rows(pattern: Pattern, values: list[Mapping[str, float]]) -> Iterator[PatternResult]:
    if not values:
        yield PatternResult(pattern, "", None)
    for row, published in pattern.published.items() if values else ():
        own = tuple(float(each[row]) for each in values)
        yield PatternResult(pattern, row, SimulatedResult(published, own, Rule.STOCHASTIC))


def _played(piece: _Piece) -> Mapping[str, float]:
    _, _, pattern = next(each for each in _listed(piece.folder) if each[:2] == (piece.file, piece.place))
    found = pattern.play(piece.seed) if pattern.play is not None else {}
    return {row: found[row] for row in pattern.published}


@cache
def _listed(folder: str) -> tuple[tuple[str, int, Pattern], ...]:
    place = Path(folder) / FOLDER
    if not place.is_dir():
        return ()
    return tuple(
        (file, at, pattern)
        for file in names_in(place)
        for at, pattern in enumerate(said_in(place, file, "PATTERNS", tuple))
    )
