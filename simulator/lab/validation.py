"""Validation: targets played and judged, mutants played and caught.

What is drawn hangs on the seed and the target's name alone, so one target is the same with or without
others. The runs of a case are of seeds 1, 2, 3 …, before anybody has looked. A row that is missed is asked
again of as many fresh seeds, and that answer stands: of dozens of rows one is missed by luck now and then,
and hardly ever twice; a bias is missed both times.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.lab.targets import Case, Cases, Target
from simulator.lab.tolerance import Found, Verdict

type Progress = Callable[[int, int], None]


class TargetBrokeError(RuntimeError):
    """A target that came to grief while it was drawn or played."""


@dataclass(frozen=True)
class Row:
    """One line of the validation table."""

    target: str
    """Name of the file."""
    name: str
    configuration: str
    found: Found
    was_asked_again: bool
    """Whether it was missed under the first seeds, so that these values are of fresh ones."""


@dataclass(frozen=True)
class Caught:
    """What came of a mutant."""

    target: str
    what: str
    row: Row
    """The row that had to be missed."""

    @property
    def is_caught(self) -> bool:
        """Say whether the row was missed, as it had to be."""
        return self.row.found.verdict is Verdict.MISSED


@dataclass(frozen=True)
class Validation:
    """What came of all targets, and of their mutants where these were played."""

    seed: int
    targets: Mapping[str, Target]
    rows: tuple[Row, ...]
    mutants: tuple[Caught, ...]

    @property
    def is_met(self) -> bool:
        """Say whether every row is met and every mutant caught."""
        met = all(row.found.verdict is Verdict.MET for row in self.rows)
        return met and all(mutant.is_caught for mutant in self.mutants)


def validate(
    targets: Mapping[str, Target],
    seed: int,
    *,
    mutants: bool = False,
    most_seeds: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Validation:
    """Play targets, and their mutants if asked for, on parameters drawn from a seed.

    *most_seeds* cuts the runs of each case, for a quick look: rows are then undecided where noise is large.
    Raises TargetBrokeError for a target that cannot be drawn or played.
    """
    counter = _Counter(progress)
    plans = {name: _drawn(name, target.cases, seed, most_seeds) for name, target in targets.items()}
    changed = {
        (name, at): _drawn(name, mutant.cases, seed, most_seeds)
        for name, target in targets.items()
        for at, mutant in enumerate(target.mutants)
        if mutants
    }
    counter.expect(plan for cases in (*plans.values(), *changed.values()) for plan in cases)
    rows: list[Row] = []
    caught: list[Caught] = []
    for name, cases in plans.items():
        tell(f"{name}: {targets[name].title}")
        rows.extend(row for case in cases for row in _rows(name, case, counter))
    for (name, at), cases in changed.items():
        mutant = targets[name].mutants[at]
        tell(f"{name}, mutant: {mutant.what}")
        found = {row.name: row for case in cases for row in _rows(name, case, counter, mutant.fails)}
        if mutant.fails not in found:
            raise TargetBrokeError(f"{name}: its mutant has no row '{mutant.fails}'")
        caught.append(Caught(name, mutant.what, found[mutant.fails]))
    return Validation(seed, dict(targets), tuple(rows), tuple(caught))


def _drawn(name: str, cases: Cases, seed: int, most_seeds: int | None) -> list[tuple[Case, int]]:
    """Draw the cases of a target, and say how many runs each is to have."""
    try:
        drawn = cases(np.random.default_rng([seed, *name.encode()]))
        return [(case, min(case.seeds, most_seeds or case.seeds)) for case in drawn]
    except Exception as wrong:
        raise TargetBrokeError(f"{name}: cannot be drawn: {type(wrong).__name__}: {wrong}") from wrong


def _rows(name: str, plan: tuple[Case, int], counter: "_Counter", only: str | None = None) -> Iterator[Row]:
    """Play a case and judge its rows, those that are missed a second time; or only the one row."""
    case, runs = plan
    asked = [row for row in case.expected if only in (None, row)]
    found = _found(name, case, range(1, runs + 1), asked, counter)
    missed = [row for row in asked if found[row].verdict is Verdict.MISSED]
    if missed:
        counter.more(runs)
        found |= _found(name, case, range(runs + 1, 2 * runs + 1), missed, counter)
    for row in asked:
        yield Row(name, row, case.configuration, found[row], row in missed)


def _found(name: str, case: Case, seeds: range, rows: Sequence[str], counter: "_Counter") -> dict[str, Found]:
    """Play a case under seeds; return what came of each row."""
    values: dict[str, list[float]] = {row: [] for row in rows}
    for seed in seeds:
        try:
            measured = case.play(seed)
            for row in rows:
                values[row].append(float(measured[row]))
        except Exception as wrong:
            raise TargetBrokeError(f"{name}: seed {seed}: {type(wrong).__name__}: {wrong}") from wrong
        counter.step()
    return {
        row: Found(float(case.expected[row]), tuple(values[row]), case.rule, case.slack_of(row))
        for row in rows
    }


class _Counter:
    """Counts runs for whoever watches."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done, self._of = 0, 0

    def expect(self, plans: Iterator[tuple[Case, int]]) -> None:
        """Set how many runs there will be."""
        self._of = sum(runs for _, runs in plans)

    def more(self, runs: int) -> None:
        """Add runs that nobody expected."""
        self._of += runs

    def step(self) -> None:
        """Tell that one more run is done."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._of)
