"""Run journal: values of a validation's finished runs, kept line by line, so that it goes on after a stop.

A line is the digest of a record and the record, as JSON; it is there as soon as the runs have ended. A line
that was cut off or changed is passed over, and its runs are played again. A record is known by all that
decides its values: the code of model and studies, the target's file with what targets share, the scenarios
shipped beside them, and the runs that were asked for.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from simulator.studies.runs.model_version import model_version

type Values = Mapping[str, Sequence[float]]
"""Values of some runs, by row."""


class RunJournal:
    """Values of runs in a file, which is made when the first are kept."""

    def __init__(self, path: Path, folder: str) -> None:
        """Read what is kept. OSError where the disk does not give it."""
        self.path, self._folder = path, folder
        self._values: dict[str, Values] = {}
        self.seed: int | None = None
        for record in _records(path):
            self._values[record["key"]] = record["values"]
            self.seed = record["seed"]

    def __len__(self) -> int:
        """Return how many records are kept."""
        return len(self._values)

    def find(self, file: str, piece: object) -> Values | None:
        """Return the values of a piece of work of a target file, if they are kept."""
        return self._values.get(self._key(file, piece))

    def keep(self, file: str, piece: object, values: Values, seed: int) -> None:
        """Keep the values of a piece, and the seed of its parameters. OSError where the disk refuses."""
        key = self._key(file, piece)
        record = json.dumps(
            {"key": key, "seed": seed, "values": {row: list(own) for row, own in values.items()}}
        )
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as kept:
            is_cut = kept.tell() > 0 and self.path.read_bytes()[-1:] != b"\n"
            kept.write(b"\n" * is_cut + f"{_digest(record)} {record}\n".encode())
        self._values[key], self.seed = values, seed

    def remove(self) -> None:
        """Remove the file: all that it held has been published."""
        self.path.unlink(missing_ok=True)

    def _key(self, file: str, piece: object) -> str:
        return _digest(f"{_source(self._folder, file)} {file} {piece}")


def known_first(
    journal: RunJournal | None, pieces: Sequence[tuple[str, object]], take: Callable[[int, Values], None]
) -> list[int]:
    """Take what a journal has of pieces, each with its file; return the places of all others."""
    left = []
    for at, (file, piece) in enumerate(pieces):
        values = journal.find(file, piece) if journal is not None else None
        if values is None:
            left.append(at)
        else:
            take(at, values)
    return left


def _records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file, in order; none without a file."""
    if not path.is_file():
        return []
    lines = [line.partition(" ") for line in path.read_text(encoding="utf-8", errors="replace").split("\n")]
    return [json.loads(record) for digest, _, record in lines if record and digest == _digest(record)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _source(folder: str, file: str) -> str:
    """Return a digest of all that decides the values of a target file's runs."""
    place = Path(folder).resolve()
    own = place / f"{file}.py"
    beside = (parent / "scenarios" for parent in place.parents)
    shipped = next((there for there in beside if there.is_dir()), place / "scenarios")
    sources = {own, *place.glob("_*.py"), *own.parent.glob("_*.py")}
    sources |= {*shipped.rglob("*.yaml"), *Path(__file__).parents[1].rglob("*.py")}
    digest = hashlib.sha256(model_version().encode())
    for source in sorted(sources):
        digest.update(f"{source.name}\0".encode() + source.read_bytes())
    return digest.hexdigest()
