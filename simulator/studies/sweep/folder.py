"""Sweep folder: where a sweep keeps its finished runs, for itself alone while it is at work.

    manifest.json   what was asked for, and what came of it
    parts/          finished runs (see `part_files`)
    damaged/        parts that were damaged, set aside
    results.*, …    written anew from the parts at every end

The lock is the operating system's: it dies with the process that holds it.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.base.input_error import InputError
from simulator.studies.sweep.part_files import (
    NAME,
    DamagedPartError,
    KeptRun,
    read_part,
    write_part,
    write_whole,
)

FORMAT = "channel-simulator sweep 1"
MANIFEST, PARTS, DAMAGED, LOCK, HOLDER = "manifest.json", "parts", "damaged", ".lock", ".holder.json"
UNFINISHED = ".*.unfinished"

type Tell = Callable[[str], None]


class NoSweepFolderError(InputError, ValueError):
    """A folder that holds something else, or a place where there can be none."""


class SweepFolderError(RuntimeError):
    """A folder in use by another sweep, or a full disk; the message says how to go on."""


@dataclass
class SweepFolder:
    """An open folder of a sweep, and the runs that were found in it."""

    path: Path
    kept: dict[str, KeptRun] = field(default_factory=dict)
    """Finished runs by their keys."""
    notes: list[str] = field(default_factory=list)
    """What was found that somebody should know."""
    _next: int = 1

    def write(self, runs: list[KeptRun]) -> None:
        """Write finished runs as one more part."""
        with disk_errors(self.path):
            write_part(self.path / PARTS, self._next, runs)
        self._next += 1
        for run in runs:
            self.keep(run)

    def keep(self, run: KeptRun) -> None:
        """Add a run to the finished ones, merged with an earlier record of it."""
        earlier = self.kept.get(run.key)
        self.kept[run.key] = run if earlier is None else earlier.with_more(run)

    def put(self, name: str, raw: bytes | str) -> None:
        """Write a file of results, in place of an earlier one."""
        with disk_errors(self.path):
            write_whole(self.path / name, raw.encode() if isinstance(raw, str) else raw)

    def look(self) -> None:
        """Read the parts of earlier sweeps; set damaged ones aside, and remove unfinished files."""
        for folder in (self.path, self.path / PARTS):
            for scrap in folder.glob(UNFINISHED):
                scrap.unlink(missing_ok=True)
        for path in sorted((self.path / PARTS).glob("*.parquet")):
            number = int(path.name[:6]) if NAME.fullmatch(path.name) else 0
            self._next = max(self._next, number + 1)
            try:
                runs = read_part(path)
            except DamagedPartError as damage:
                self._set_aside(path, str(damage))
                continue
            for run in runs:
                self.keep(run)

    def _set_aside(self, path: Path, why: str) -> None:
        folder = self.path / DAMAGED
        folder.mkdir(exist_ok=True)
        place, more = folder / path.name, 1
        while place.exists():
            more += 1
            place = folder / f"{path.stem} ({more}){path.suffix}"
        path.rename(place)
        self.notes.append(
            f"{path}: is damaged: {why}; it was set aside in {folder}, and its runs are played again"
        )


@contextmanager
def sweep_folder(path: Path) -> Iterator[SweepFolder]:
    """Open a folder for a sweep, made where there is none, and hold it alone.

    Raises NoSweepFolderError for one that holds something else, before anything is written;
    SweepFolderError for one in which another sweep is at work.
    """
    _refuse_others(path)
    try:
        (path / PARTS).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as wrong:
        raise NoSweepFolderError(f"{path}: {getattr(wrong, 'strerror', None) or wrong}") from None
    with _alone_in(path):
        folder = SweepFolder(path)
        with disk_errors(path):
            folder.look()
        yield folder


def runs_in(path: Path) -> dict[str, KeptRun]:
    """Return the finished runs of a folder without touching it; damaged parts hold none."""
    _refuse_others(path)
    folder = SweepFolder(path)
    for part in sorted((path / PARTS).glob("*.parquet")):
        with contextlib.suppress(DamagedPartError):
            for run in read_part(part):
                folder.keep(run)
    return folder.kept


def _refuse_others(path: Path) -> None:
    """Refuse a place that holds anything but a sweep."""
    try:
        if path.is_symlink() and not path.exists():
            raise NoSweepFolderError(f"{path}: is a link that leads nowhere")
        if not path.exists():
            return
        if not path.is_dir():
            raise NoSweepFolderError(f"{path}: is no folder")
        names = {one.name for one in path.iterdir()}
        said = _manifest(path / MANIFEST) if MANIFEST in names else {}
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, NoSweepFolderError):
            raise
        raise NoSweepFolderError(f"{path}: {getattr(wrong, 'strerror', None) or wrong}") from None
    is_sweep = said.get("format") == FORMAT
    scraps = {name for name in names if name.startswith(".") and name.endswith(".unfinished")}
    if not is_sweep and names - scraps - {PARTS, LOCK, HOLDER, DAMAGED}:
        raise NoSweepFolderError(
            f"{path}: is there already and holds something that is no sweep; give a new folder"
        )


def _manifest(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


@contextmanager
def _alone_in(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where there is a folder

    lock, holder = FileLock(path / LOCK), path / HOLDER
    with disk_errors(path):
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise SweepFolderError(
                f"{path}: another sweep is at work here{_holder(holder)}; wait for it, or give another folder"
            ) from None
    try:
        with disk_errors(path):
            started = time.strftime("%Y-%m-%d %H:%M:%S")
            write_whole(holder, json.dumps({"process": os.getpid(), "since": started}).encode())
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(path: Path) -> str:
    said = _manifest(path) if path.is_file() else {}
    return f" (process {said['process']}, since {said['since']})" if {"process", "since"} <= set(said) else ""


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn errors of the disk into a message that finished runs are safe."""
    try:
        yield
    except OSError as wrong:
        raise SweepFolderError(
            f"{path}: {wrong.strerror or wrong}; runs that were written are safe, "
            "and the same sweep goes on from there"
        ) from wrong
