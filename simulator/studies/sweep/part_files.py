"""Sweep parts: finished runs on disk, some in each Parquet file, one row a run.

A part is written beside its place and renamed, so it is there whole or not at all. Its name holds the
digest of its bytes: a damaged part is never read as if it were whole.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from simulator.studies.runs.questions import Answer, Question

NAME = re.compile(r"(\d{6})-([0-9a-f]{16})\.parquet")
OK, FAILED = "ok", "failed"
FORMAT = b"channel-simulator sweep part 2"
FORMER = b"channel-simulator sweep part 1"
"""Format of parts that were written before answers held what a ratio divides by what."""


class DamagedPartError(ValueError):
    """A part that differs from the one written; the message says why."""


@dataclass(frozen=True)
class KeptRun:
    """Record of one run: its answers, or the reason of its failure."""

    key: str
    """Hash of scenario, seed and version of the model."""
    seed: int
    hash: str
    """Fingerprint of the scenario."""
    version: str
    status: str
    reason: str
    questions: tuple[Question, ...]
    """What was asked; a question asked later is put to another run of the same."""
    answers: tuple[Answer, ...]

    def with_more(self, other: "KeptRun") -> "KeptRun":
        """Merge two records of the same run; a run that ended outranks a failed one."""
        if FAILED in (self.status, other.status):
            return other if self.status == FAILED else self
        asked = set(self.questions)
        more = tuple(a for a in other.answers if a.question not in asked)
        questions = tuple(dict.fromkeys([*self.questions, *other.questions]))
        return KeptRun(self.key, self.seed, self.hash, self.version, OK, "", questions, self.answers + more)

    def contradicts(self, other: "KeptRun") -> bool:
        """Say whether two records of the same run answer one question with different numbers."""
        if FAILED in (self.status, other.status):
            return False
        both = set(self.questions) & set(other.questions)
        return self._told(both) != other._told(both)

    def _told(self, asked: set[Question]) -> list[str]:
        """Return the answers to some questions, in order; as text an unknown number equals another."""
        return sorted(repr(answer) for answer in self.answers if answer.question in asked)


def run_key(scenario: str, seed: int, version: str) -> str:
    """Return the key of a run by its scenario's fingerprint, its seed and the model's version: 32 digits."""
    return hashlib.sha256(f"{scenario} {seed} {version}".encode()).hexdigest()[:32]


def write_part(folder: Path, number: int, runs: Iterable[KeptRun]) -> Path:
    """Write runs as one part, durably; return its file. OSError where the disk does not take it."""
    raw = _as_bytes(list(runs))
    return write_whole(folder / f"{number:06d}-{digest_of(raw)}.parquet", raw)


def write_whole(path: Path, raw: bytes) -> Path:
    """Write a file that is there whole or not at all, even if power fails."""
    fresh = path.with_name(f".{path.name}.{uuid4().hex[:8]}.unfinished")
    try:
        with fresh.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return path


def _sync_folder(folder: Path) -> None:
    """Make a rename outlast a power failure, where folders can be opened."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def digest_of(raw: bytes) -> str:
    """Return the digest of bytes that a part's name holds."""
    return hashlib.sha256(raw).hexdigest()[:16]


def read_part(path: Path) -> list[KeptRun]:
    """Return the runs of a part. DamagedPartError if it differs from the one written."""
    import pyarrow as pa  # noqa: PLC0415 - only where there are parts
    import pyarrow.parquet as pq  # noqa: PLC0415

    if not path.is_file():
        raise DamagedPartError("it is no file")
    raw, named = path.read_bytes(), NAME.fullmatch(path.name)
    if named is None or digest_of(raw) != named[2]:
        raise DamagedPartError("its bytes are not those that were written")
    try:
        table = pq.ParquetFile(pa.BufferReader(raw)).read()
    except (OSError, pa.ArrowException) as wrong:
        raise DamagedPartError(f"it is not Parquet: {wrong}") from None
    if not any(table.schema.equals(_schema(of), check_metadata=True) for of in (FORMAT, FORMER)):
        raise DamagedPartError("it is of another format")
    runs = [_kept(row) for row in table.to_pylist()]
    for run in runs:
        if run.status not in (OK, FAILED) or run.key != run_key(run.hash, run.seed, run.version):
            raise DamagedPartError(f"its run of seed {run.seed} has the key or the status of none")
    return runs


def _kept(row: dict[str, object]) -> KeptRun:
    questions = tuple(Question(*pair.values()) for pair in row.pop("questions"))  # type: ignore[attr-defined]
    answers = tuple(Answer(**answer) for answer in row.pop("answers"))  # type: ignore[attr-defined]
    return KeptRun(**row, questions=questions, answers=answers)  # type: ignore[arg-type]


def _as_bytes(runs: list[KeptRun]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - only where there are parts
    import pyarrow.parquet as pq  # noqa: PLC0415

    rows = [
        {
            **{name: getattr(run, name) for name in ("key", "seed", "hash", "version", "status", "reason")},
            "questions": [question._asdict() for question in run.questions],
            "answers": [answer._asdict() for answer in run.answers],
        }
        for run in runs
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, _schema()), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _schema(of: bytes = FORMAT) -> "pa.Schema":  # type: ignore[name-defined] # noqa: F821
    import pyarrow as pa  # noqa: PLC0415 - only where there are parts

    text = pa.string()
    question = pa.struct([("metric", text), ("by", text)])
    numbers = ("value",) if of == FORMER else ("value", "part", "whole")
    answer = pa.struct(
        [
            *(("metric", text), ("by", text), ("key", text), ("week", pa.int32())),
            *((name, pa.float64()) for name in numbers),
        ]
    )
    return pa.schema(
        [
            *(("key", text), ("seed", pa.int64()), ("hash", text), ("version", text)),
            *(("status", text), ("reason", text)),
            ("questions", pa.list_(pa.field("element", question))),
            ("answers", pa.list_(pa.field("element", answer))),
        ],
        metadata={b"format": of},
    )
