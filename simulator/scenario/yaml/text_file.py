"""Text file: the text of a scenario file, or a complaint; only ordinary small files are read."""

import os
import stat
from itertools import islice
from pathlib import Path

from simulator.scenario.errors.quoting import UNPRINTABLE, meant
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.yaml.shipped_files import is_shipped, no_such_file

LARGEST_FILE = 256 * 1024
"""A larger file is refused before it is parsed [bytes]."""
KINDS = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"PK\x03\x04": "an archive or a spreadsheet (ZIP)",
    b"%PDF": "a document (PDF)",
    b"PAR1": "a table in Parquet",
    b"\x1f\x8b": "compressed (gzip)",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
"""What files are that are given in place of text, by how they begin."""
MOST_NEIGHBOURS = 1000
"""Among so many files of a folder the one that was meant is looked for [files]."""


def read_text(
    path: Path, shown: str, *, what: str = "scenario", form: str = "YAML", largest: int = LARGEST_FILE
) -> str:
    """Return the text of a file, which complaints call *shown*; *what* it should be, and in which *form*."""
    try:
        raw = _raw(path, largest)
    except FileNotFoundError:
        told = no_such_file(shown) if is_shipped(shown) else f"there is no such file{_nearest(path)}"
        raise _refused(shown, told) from None
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or str(wrong)
        raise _refused(shown, f"cannot be read: {reason}") from None
    if len(raw) > largest:
        raise _refused(shown, f"is larger than {largest // 1024} KiB; no {what} is")
    for begins, kind in KINDS.items():
        if raw.startswith(begins):
            raise _refused(shown, f"is {kind}; a {what} is text: save it as {form} in UTF-8", "")
    text = _decoded(raw, shown, form)
    unseen = UNPRINTABLE.search(text.replace("\r", "\n"))
    if unseen:
        told = f"holds the control character {unseen[0]!a}, which {form} does not allow"
        raise _refused(shown, told, text[: unseen.start()])
    return text


def _raw(path: Path, largest: int) -> bytes:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError("it is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise OSError("it is no ordinary file")
    with path.open("rb") if not hasattr(os, "O_NONBLOCK") else open(path, "rb", opener=_at_once) as file:
        return file.read(largest + 1)


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe that took the file's place would be waited for without end."""
    return os.open(path, flags | os.O_NONBLOCK)


def _decoded(raw: bytes, shown: str, form: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = raw[: wrong.start].decode("utf-8-sig", errors="replace")
        told = f"is not UTF-8 text: byte 0x{raw[wrong.start]:02x}; save it as {form} in UTF-8"
        raise _refused(shown, told, before) from None


def _refused(shown: str, text: str, before: str | None = None) -> ScenarioError:
    """Return the refusal of a file, placed after *before*, the good part of its text."""
    if before is None:
        return ScenarioError([Complaint(shown, 0, 0, "", text)])
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ScenarioError([Complaint(shown, len(lines), len(lines[-1]) + 1, "", text)])


def _nearest(path: Path) -> str:
    try:
        neighbours = [one.name for one in islice(path.parent.iterdir(), MOST_NEIGHBOURS)]
    except (OSError, ValueError):
        return ""
    endings = (".csv",) if path.suffix == ".csv" else (".yaml", ".yml")
    return meant(path.name, [name for name in neighbours if name.endswith(endings)])
