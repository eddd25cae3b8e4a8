"""Journal: records of finished work in a file, line by line, so that a study goes on after a stop.

A line is the digest of a record and the record, as JSON; it is there as soon as the work has ended. A line
that was cut off or changed is passed over, and its work is done again.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from simulator.studies.runs.model_version import model_version


class Journal:
    """Records in a file, which is made when the first is kept."""

    def __init__(self, path: Path) -> None:
        """Read what is kept. OSError where the disk does not give it."""
        self.path = path
        self._records: dict[str, dict[str, Any]] = {one["key"]: one for one in _read(path)}

    def __len__(self) -> int:
        """Return how many records are kept."""
        return len(self._records)

    @property
    def last(self) -> dict[str, Any] | None:
        """Return the record that was kept last."""
        return next(reversed(self._records.values()), None)

    def record(self, key: str) -> dict[str, Any] | None:
        """Return what is kept under a key."""
        return self._records.get(key)

    def add(self, key: str, **told: Any) -> None:
        """Keep a record, of numbers, words and lists of them. OSError where the disk refuses."""
        told = {"key": key, **told}
        line = json.dumps(told)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as kept:
            is_cut = kept.tell() > 0 and self.path.read_bytes()[-1:] != b"\n"
            kept.write(b"\n" * is_cut + f"{digest_of(line)} {line}\n".encode())
        self._records.pop(key, None)
        self._records[key] = told

    def remove(self) -> None:
        """Remove the file: all that it held has been told."""
        self.path.unlink(missing_ok=True)


def digest_of(text: str) -> str:
    """Return sixteen hexadecimal digits by which a text is known."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def code_digest() -> str:
    """Return a digest of the model and of all studies: of other code no record holds."""
    digest = hashlib.sha256(model_version().encode())
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(f"{source.name}\0".encode() + source.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file, in order; none without a file."""
    if not path.is_file():
        return []
    lines = [line.partition(" ") for line in path.read_text(encoding="utf-8", errors="replace").split("\n")]
    return [json.loads(record) for digest, _, record in lines if record and digest == digest_of(record)]
