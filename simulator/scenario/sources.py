"""Sources: where each number of a scenario file comes from, as its comments say.

A comment at the end of a line speaks of what stands on it; a comment right above a line, of that line and
of what is nested below it. Whoever names a year cites a source, for what stands on the line itself, and
further down only for what it calls by name; everything else is a choice.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from simulator.scenario.extending import read_extended
from simulator.scenario.nodes import Listing, Mapping, Node, Place, Scalar

_YEAR = re.compile(r"\b(1[6-9]|20)\d\d\b")
_COMMENT = re.compile(r"(?:^|\s)#\s?(.*)$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class Sourced(NamedTuple):
    """One number of a scenario, where it was written, and what was written beside it."""

    key: str
    value: float
    file: str
    line: int
    note: str
    is_own: bool
    """Whether the note stands on the number's own line."""

    @property
    def has_source(self) -> bool:
        """Say whether what was written beside it cites something, and means this number."""
        called, note = self.key.rpartition(".")[2].replace("_", " "), self.note.lower()
        is_called = " " in called and called in note  # one word alone, such as price, is in every other note
        return bool(_YEAR.search(self.note)) and (self.is_own or is_called)


def sources(path: str | os.PathLike[str]) -> list[Sourced]:
    """Return every number that a scenario file and what it extends state, with its note.

    Raises ScenarioError if the files cannot be read. What is left to defaults is not listed.
    """
    root, _ = read_extended(os.fspath(path))
    return list(_walk(root, (), ()))


def _walk(node: Node, keys: tuple[str, ...], above: tuple[Place, ...]) -> Iterator[Sourced]:
    match node:
        case Scalar(place, _, value) if isinstance(value, int | float) and not isinstance(value, bool):
            note, is_own = _note(place, above)
            yield Sourced(".".join(keys), float(value), place.file, place.line, note, is_own)
        case Mapping(_, entries):
            for key, entry in entries.items():
                yield from _walk(entry.node, (*keys, key), (*above, entry.key))
        case Listing(_, items):
            for at, item in enumerate(items):
                yield from _walk(item, (*keys, str(at)), (*above, item.place))


def _note(place: Place, above: tuple[Place, ...]) -> tuple[str, bool]:
    """Return the nearest comment, and whether it stands on the line itself, not where that is nested."""
    for spot in (place, *reversed(above)):
        lines = _lines(spot.file)
        if not 0 < spot.line <= len(lines):
            continue
        note = _behind(lines[spot.line - 1]) or _before(lines, spot.line - 1)
        if note:
            return note, (spot.file, spot.line) == (place.file, place.line)
    return "", False


def _behind(line: str) -> str:
    found = _COMMENT.search(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), line))
    return "" if found is None or line.lstrip().startswith("#") else found[1].strip()


def _before(lines: tuple[str, ...], at: int) -> str:
    """Return the comment block that ends right above a line; the head of a file is none."""
    block: list[str] = []
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
        block.insert(0, lines[at].lstrip().lstrip("#").strip())
    return " ".join(block) if at > 0 else ""


@cache
def _lines(file: str) -> tuple[str, ...]:
    try:
        return tuple(Path(file).read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()
