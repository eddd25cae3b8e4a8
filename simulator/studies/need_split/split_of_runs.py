"""Split of runs: what outlets sell, need by need, in runs that were played for a comparison.

Ledgers that were kept or saved are read again; others are played again, on the same seeds.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from simulator.ledger.metric import DETAILS, NotRecordedError
from simulator.scenario.errors.arguments import ArgumentError
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.need_split.outlets_meant import Outlets
from simulator.studies.need_split.paired_needs import refuse_unpaired
from simulator.studies.need_split.split_by_need import (
    DETAIL,
    Fetch,
    Pair,
    outlets_split,
    split_of_pairs,
)
from simulator.studies.runs.labels import folders_of
from simulator.studies.runs.runner import Play, PlayOptions, Runner
from simulator.studies.runs.runs import Runs

if TYPE_CHECKING:
    from simulator.ledger.ledger import Ledger


def is_recorded(scenario: Scenario) -> bool:
    """Say whether ledgers of a scenario follow each need."""
    return DETAILS.index(scenario.detail) >= DETAILS.index(DETAIL)


def can_split(runs: Runs, pair: tuple[str, str]) -> bool:
    """Say whether the first of a pair has outlets that the second has not, and both followed needs."""
    scenario, without = (runs.scenarios[label] for label in pair)
    if not (is_recorded(scenario) and is_recorded(without) and ended_in_both(runs, pair)):
        return False
    try:
        refuse_unpaired(scenario, without)
        return bool(outlets_split(scenario, without, None))
    except ArgumentError:
        return False


def ended_in_both(runs: Runs, pair: tuple[str, str]) -> tuple[int, ...]:
    """Return the seeds under which the runs of both labels came to their end."""
    ended = {(run.scenario, run.seed) for run in runs.ended}
    return tuple(seed for seed in runs.seeds if all((label, seed) in ended for label in pair))


def split_of_runs(
    runs: Runs, pair: tuple[str, str], outlets: Outlets = None, **options: Unpack[PlayOptions]
) -> NeedSplit:
    """Split what outlets sell in the first of a pair of labels, beside the second, on the runs' seeds.

    Raises NotRecordedError unless both have ``detail: sales`` or more, ArgumentError for what is no pair.
    """
    given = {label: runs.scenarios[label] for label in pair}
    for label, scenario in given.items():
        if not is_recorded(scenario):
            told = f"what becomes of needs needs 'detail: {DETAIL}'; '{label}' has '{scenario.detail}'"
            raise NotRecordedError(told)
    scenario, without = given.values()
    refuse_unpaired(scenario, without)
    runner = Runner(seeds=ended_in_both(runs, pair), questions=(), **options)
    names = outlets_split(scenario, without, outlets)
    pairs = [
        Pair(
            seed, fetched(runs, pair[0], seed, runner.play), fetched(runs, pair[1], seed, runner.play), names
        )
        for seed in runner.seeds
    ]
    return split_of_pairs(pair, scenario, pairs, runner)


def fetched(runs: Runs, label: str, seed: int, play: Play) -> Fetch:
    """Return what hands out the ledger of a run: kept, saved, or to be played."""
    kept = runs.ledgers.get((label, seed))
    if kept is not None:
        return partial(_same, kept)
    scenario = runs.scenarios[label]
    if runs.ledgers_in is None:
        return partial(play, scenario, seed)
    place = runs.ledgers_in / folders_of(runs.scenarios)[label] / f"seed-{seed}"
    return ReadOrPlay(place, scenario, seed, play)


@dataclass(frozen=True)
class ReadOrPlay:
    """Read a ledger from where it was saved; play it if it is not there any more, or another is."""

    place: Path
    scenario: Scenario
    seed: int
    play: Play

    def __call__(self) -> "Ledger":
        """Return the ledger."""
        from simulator.ledger.files import LedgerFileError, open_ledger  # noqa: PLC0415 - brings Arrow along

        try:
            ledger = open_ledger(self.place)
        except LedgerFileError:
            return self.play(self.scenario, self.seed)
        header = ledger.header
        mine, theirs = ((fingerprint(one), one.detail) for one in (self.scenario, header.scenario))
        is_same = mine == theirs and header.seed == self.seed
        return ledger if is_same else self.play(self.scenario, self.seed)


def _same(ledger: "Ledger") -> "Ledger":
    return ledger
