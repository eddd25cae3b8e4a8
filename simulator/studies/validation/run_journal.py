"""Run journal: values of a validation's finished runs, so that it goes on after a stop.

A record is known by all that decides its values: the code of model and studies, the target's file with what
targets share, the scenarios shipped beside them, and the runs that were asked for.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from simulator.studies.runs.journal import Journal, code_digest, digest_of

type Values = Mapping[str, Sequence[float]]
"""Values of some runs, by row."""


class RunJournal(Journal):
    """Values of runs in a file, which is made when the first are kept."""

    def __init__(self, path: Path, folder: str) -> None:
        """Read what is kept. OSError where the disk does not give it."""
        super().__init__(path)
        self._folder = folder

    @property
    def seed(self) -> int | None:
        """Return the seed of the parameters of what is kept; none of nothing."""
        return None if self.last is None else int(self.last["seed"])

    def find(self, file: str, piece: object) -> Values | None:
        """Return the values of a piece of work of a target file, if they are kept."""
        found = self.record(self._key(file, piece))
        return None if found is None else found["values"]

    def keep(self, file: str, piece: object, values: Values, seed: int) -> None:
        """Keep the values of a piece, and the seed of its parameters. OSError where the disk refuses."""
        told = {row: list(own) for row, own in values.items()}
        self.add(self._key(file, piece), seed=seed, values=told)

    def _key(self, file: str, piece: object) -> str:
        return digest_of(f"{_source(self._folder, file)} {file} {piece}")


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


@cache
def _source(folder: str, file: str) -> str:
    """Return a digest of all that decides the values of a target file's runs."""
    place = Path(folder).resolve()
    own = place / f"{file}.py"
    beside = (parent / "scenarios" for parent in place.parents)
    shipped = next((there for there in beside if there.is_dir()), place / "scenarios")
    digest = hashlib.sha256(code_digest().encode())
    for source in sorted({own, *place.glob("_*.py"), *own.parent.glob("_*.py"), *shipped.rglob("*.yaml")}):
        digest.update(f"{source.name}\0".encode() + source.read_bytes())
    return digest.hexdigest()
