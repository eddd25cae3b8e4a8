"""Sweep folder: where a sweep keeps its finished runs, for itself alone while it is at work.

    manifest.json   what was asked for, and what came of it
    parts/          finished runs (see `part_files`), and the list of these parts
    damaged/        parts that are not believed (see `part_check`), set aside
    results.*, …    written anew from the parts at every end

The lock is the operating system's: it dies with the process that holds it.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.base.input_error import InputError
from simulator.studies.sweep.part_check import check_parts, with_run
from simulator.studies.sweep.part_files import NAME, KeptRun, digest_of, write_part, write_whole
from simulator.studies.sweep.part_list import read_list, write_list

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
    _parts: set[str] = field(default_factory=set)

    def write(self, runs: list[KeptRun]) -> None:
        """Write finished runs as one more part, and then list it."""
        with disk_errors(self.path):
            part = write_part(self.path / PARTS, self._next, runs)
            self._parts.add(part.name)
            write_list(self.path / PARTS, self._parts)
        self._next += 1
        for run in runs:
            with_run(self.kept, run)

    def put(self, name: str, raw: bytes | str) -> None:
        """Write a file of results, in place of an earlier one."""
        with disk_errors(self.path):
            write_whole(self.path / name, raw.encode() if isinstance(raw, str) else raw)

    def look(self) -> None:
        """Read the parts of earlier sweeps, set aside what is not believed, and remove unfinished files."""
        for folder in (self.path, self.path / PARTS):
            for scrap in folder.glob(UNFINISHED):
                if scrap.is_file():
                    scrap.unlink(missing_ok=True)
        parts = self.path / PARTS
        found = check_parts(parts)
        self._next = found.last + 1
        self._parts = {path.name for path in parts.glob("*.parquet")} - {path.name for path in found.refused}
        self.notes += found.notes
        if found.rescued:  # before anything is set aside: whatever ends this now loses none
            self.write(list(found.rescued))
        for path, why in found.refused.items():
            self._set_aside(path, why)
        self.kept = dict(found.kept)
        if self._parts != (read_list(parts) or set()):
            write_list(parts, self._parts)
        if self._parts and not _is_ours(_manifest(self.path / MANIFEST)):
            self.notes.append(f"{self.path / MANIFEST}: is gone or damaged; it is written anew")

    def _set_aside(self, path: Path, why: str) -> None:
        folder = self.path / DAMAGED
        folder.mkdir(exist_ok=True)
        place, more = folder / path.name, 1
        while place.exists():
            more += 1
            place = folder / f"{path.stem} ({more}){path.suffix}"
        path.rename(place)
        self.notes.append(f"{path}: {why}; it was set aside in {folder}")


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
        raise NoSweepFolderError(_told(path, wrong)) from None
    with _alone_in(path):
        folder = SweepFolder(path)
        with disk_errors(path):
            folder.look()
        yield folder


def runs_in(path: Path) -> dict[str, KeptRun]:
    """Return the finished runs of a folder without touching it; parts that are not believed hold none."""
    _refuse_others(path)
    return dict(check_parts(path / PARTS).kept)


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
        said = _manifest(path / MANIFEST)
        is_sweep = _is_ours(said) or ("format" not in said and _has_parts(path / PARTS))
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, NoSweepFolderError):
            raise
        place = getattr(wrong, "filename", None) or path
        raise NoSweepFolderError(_told(place, wrong)) from None
    scraps = {name for name in names if name.startswith(".") and name.endswith(".unfinished")}
    if not is_sweep and names - scraps - {PARTS, LOCK, HOLDER, DAMAGED}:
        raise NoSweepFolderError(
            f"{path}: is there already and holds something that is no sweep; give a new folder"
        )


def _told(place: object, wrong: Exception) -> str:
    """Say why there can be no sweep in a place, and what instead."""
    return f"{place}: {getattr(wrong, 'strerror', None) or wrong}; give another folder"


def _is_ours(manifest: dict[str, Any]) -> bool:
    return manifest.get("format") == FORMAT


def _has_parts(folder: Path) -> bool:
    """Say whether a folder holds a whole part: then it is a sweep's, even if its manifest is lost."""
    named = [(path, NAME.fullmatch(path.name)) for path in sorted(folder.glob("*.parquet"))]
    return any(name and path.is_file() and digest_of(path.read_bytes()) == name[2] for path, name in named)


def _manifest(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
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
        named = str(wrong.filename2 or wrong.filename or path)
        place = path if named.endswith(".unfinished") else named
        raise SweepFolderError(
            f"{place}: {wrong.strerror or wrong}; runs that were written are safe, "
            "and the same sweep goes on from there"
        ) from wrong
