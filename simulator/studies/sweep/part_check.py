"""Part check: which parts of a sweep folder are believed, and the runs that these hold.

Not believed are a part that is damaged; one that stands in the place of another that was written; and parts
that give one run different numbers: a run is known by all that decides it, so one of them is wrong, and
nothing says which one. Runs that such parts agree on are kept all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from simulator.studies.sweep.part_files import NAME, DamagedPartError, KeptRun, read_part
from simulator.studies.sweep.part_list import LIST, read_list

AGAIN = "its runs are played again"
KEPT = "runs that they give different numbers are played again, all others are kept"


@dataclass(frozen=True)
class PartCheck:
    """What was found in the parts of a folder."""

    kept: Mapping[str, KeptRun]
    """Believed runs by their keys."""
    refused: Mapping[Path, str]
    """Parts that are not believed: why, and what comes of their runs."""
    rescued: tuple[KeptRun, ...]
    """Believed runs that stand in no believed part."""
    notes: tuple[str, ...]
    """What somebody should know besides."""
    last: int
    """The highest number of a part; 0 without any."""


def check_parts(folder: Path) -> PartCheck:
    """Read all parts of a folder, and touch none of them. OSError where the disk does not give them."""
    files, listed = sorted(folder.glob("*.parquet")), read_list(folder)
    gone = sorted((listed or frozenset()) - {path.name for path in files})
    read: dict[Path, list[KeptRun]] = {}
    refused: dict[Path, str] = {}
    for path in files:
        try:
            _refuse_replacement(path, gone, listed)
            read[path] = read_part(path)
        except DamagedPartError as damage:
            refused[path] = f"is damaged: {damage}; {AGAIN}"
    disputes = _disputes(read)
    sides = {path for held in disputes.values() for path, _ in held}
    refused |= {path: _dispute_text(path, disputes.values()) for path in sorted(sides)}
    believed = _merged(run for path, runs in read.items() if path not in sides for run in runs)
    kept = _merged(run for runs in read.values() for run in runs if run.key not in disputes)
    rescued = tuple(run for key, run in kept.items() if run != believed.get(key))
    believed_or_lost = {_number(path.name) for path in refused}
    notes = [
        f"{folder / name}: is gone; runs that only it held are played again"
        for name in gone
        if _number(name) not in believed_or_lost
    ]
    if files and listed is None:
        notes.append(
            f"{folder / LIST}: is gone or damaged; parts are taken as they are, and it is written anew"
        )
    last = max((_number(name) for name in [*gone, *(path.name for path in files)]), default=0)
    return PartCheck(kept, refused, rescued, tuple(notes), last)


def with_run(kept: dict[str, KeptRun], run: KeptRun) -> None:
    """Add a run to the kept runs, merged with an earlier record of it."""
    earlier = kept.get(run.key)
    kept[run.key] = run if earlier is None else earlier.with_more(run)


def _merged(runs: Iterable[KeptRun]) -> dict[str, KeptRun]:
    kept: dict[str, KeptRun] = {}
    for run in runs:
        with_run(kept, run)
    return kept


def _refuse_replacement(path: Path, gone: Iterable[str], listed: frozenset[str] | None) -> None:
    """Raise DamagedPartError for a part that is not listed, where the listed one of its number is gone."""
    replaced = [name for name in gone if _number(name) == _number(path.name)]
    if listed is not None and path.name not in listed and replaced:
        raise DamagedPartError(f"it was rewritten: the part that was written here is {replaced[0]}")


def _number(name: str) -> int:
    return int(name[:6]) if NAME.fullmatch(name) else 0


def _disputes(read: Mapping[Path, list[KeptRun]]) -> dict[str, list[tuple[Path, KeptRun]]]:
    """Return the records of every run, by its key, that has different numbers in two of them."""
    records: dict[str, list[tuple[Path, KeptRun]]] = defaultdict(list)
    for path, runs in read.items():
        for run in runs:
            records[run.key].append((path, run))
    return {
        key: held
        for key, held in records.items()
        if any(one.contradicts(other) for (_, one), (_, other) in combinations(held, 2))
    }


def _dispute_text(path: Path, disputes: Iterable[list[tuple[Path, KeptRun]]]) -> str:
    held = next(held for held in disputes if any(side == path for side, _ in held))
    others = sorted({side.name for side, _ in held} - {path.name})
    run = held[0][1]
    whom = f"contradicts {', '.join(others)}" if others else "contradicts itself"
    return f"{whom} about the run of seed {run.seed} and scenario {run.hash[:12]}; {KEPT}"
