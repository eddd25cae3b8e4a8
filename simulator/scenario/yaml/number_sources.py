"""Number sources: the origin of each number of a scenario file, as its comments say.

A comment at the end of a line speaks of what stands on it. A comment above a line speaks of that line and of
what is nested below it, part by part: *Values, habits: choice.* speaks of what it names; a part that names
nothing, and *all: choice*, of all. A part ends with a sentence, or before a semicolon and the next names.
What says "choice" is a choice, whatever it cites besides; what is "as said" is what a firm says of itself;
else what names a year cites a source, for a number of its own line or one that it names. Of what no comment
speaks, nothing is said.

Of a number that the block `fitted` of its own file names, and that still is what was found, the targets that
it was fitted to are the source, whatever a comment says.
"""

import os
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from simulator.scenario.yaml.extends import extended, read_layers
from simulator.scenario.yaml.fitted_notes import FIT, FittedNotes, fitted_notes
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Place, Scalar

_YEAR = re.compile(r"\b(1[6-9]|20)\d\d\b")
_CHOICE = re.compile(r"\bchoices?\b", re.IGNORECASE)
_STATED = re.compile(r"\bas said\b", re.IGNORECASE)
_OF_ALL = re.compile(r"choices?|all|all else|the rest", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|\s)#\s?(.*)$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_END_OF_PART = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|;\s+(?=[^:.;()=≈]+(?:\s[\d.]+)?:\s|choice$)")
_NAMES = re.compile(r"([^:.()=≈]+(?:\s[\d.]+)?):\s")
_NUMBER = re.compile(r"\s[\d.]+$")
_FORM = {"schema_version", "weeks", "warm_up", "units"}
"""Settings that say how long is played and how it is counted: nothing of the world."""
_STRATEGY = {"distribution", "messages", "campaigns", "events"}
"""What is decided, and compared."""


class Origin(StrEnum):
    """What is known of where a number comes from."""

    FITTED = "fitted"
    """It was fitted to targets."""
    SOURCED = "sourced"
    """Its note cites something."""
    STATED = "stated"
    """Its note says that it is as a firm says of itself."""
    CHOICE = "choice"
    """Its note says that it is a choice."""
    EXPLAINED = "explained"
    """It has a note that neither cites nor says so."""
    UNSAID = "unsaid"
    """No note speaks of it."""
    STRATEGY = "strategy"
    """It is part of what is compared, a decision; no note speaks of it."""
    FORM = "form"
    """How long is played and in which units: no number of the world."""


class SourcedNumber(NamedTuple):
    """One number of a scenario, where it was written, and what was written about it."""

    key: str
    value: float
    file: str
    line: int
    note: str
    """What its comments say of it; nothing if they say nothing of it."""
    is_meant: bool
    """Whether the note stands on the number's own line, or names it."""

    @property
    def origin(self) -> Origin:
        """Return what the note says of where the number comes from."""
        first = self.key.partition(".")[0]
        if first in _FORM:
            return Origin.FORM
        if self.note.startswith(FIT):
            return Origin.FITTED
        if not self.note:
            return Origin.STRATEGY if first in _STRATEGY else Origin.UNSAID
        if _CHOICE.search(self.note):
            return Origin.CHOICE
        if _STATED.search(self.note):
            return Origin.STATED
        return Origin.SOURCED if self.is_meant and _YEAR.search(self.note) else Origin.EXPLAINED


def sources(path: str | os.PathLike[str]) -> list[SourcedNumber]:
    """Return every number that a scenario file and what it extends state, with its note.

    Raises ScenarioError if the files cannot be read. What is left to defaults is not listed.
    """
    layers, _ = read_layers(os.fspath(path))
    root, _ = extended(layers, [])
    fits = {layer.place.file: notes for layer in layers if (notes := fitted_notes(layer))}
    return [_with_fit(one, fits.get(one.file)) for one in _walk(root, (), ())]


def _with_fit(one: SourcedNumber, notes: FittedNotes | None) -> SourcedNumber:
    note = notes.note(one.key, one.value) if notes else ""
    return one._replace(note=note, is_meant=True) if note else one


def _walk(node: Node, keys: tuple[str, ...], above: tuple[Place, ...]) -> Iterator[SourcedNumber]:
    match node:
        case Scalar(place, _, value) if isinstance(value, int | float) and not isinstance(value, bool):
            note, is_meant = _note(place, keys, above)
            yield SourcedNumber(".".join(keys), float(value), place.file, place.line, note, is_meant)
        case Mapping(_, entries):
            for key, entry in entries.items():
                yield from _walk(entry.node, (*keys, key), (*above, entry.key))
        case Listing(_, items):
            for at, item in enumerate(items):
                yield from _walk(item, (*keys, str(at)), (*above, item.place))


def _note(place: Place, keys: tuple[str, ...], above: tuple[Place, ...]) -> tuple[str, bool]:
    """Return what the nearest comment that speaks of a number says of it, and whether it means it."""
    for depth, spot in reversed([*enumerate(above, start=1), (len(above), place)]):
        lines = _lines(spot.file)
        if not 0 < spot.line <= len(lines):
            continue
        behind, before = _behind(lines[spot.line - 1]), _before(lines, spot.line - 1)
        is_own = (spot.file, spot.line) == (place.file, place.line)
        if behind and is_own:
            return behind, True
        told, is_named = _said(behind or before, keys[depth - is_own :])
        if told:
            return told, is_named or is_own
    return "", False


def _said(note: str, keys: tuple[str, ...]) -> tuple[str, bool]:
    """Return the parts of a note above a block that speak of a number in it, and whether they name it."""
    naming: list[str] = []
    of_all: list[str] = []
    for part in _END_OF_PART.split(note) if note else ():
        found = _NAMES.match(part)
        if found is None or _OF_ALL.fullmatch(found[1].strip()):
            of_all.append(part)
        elif any(_is_called(key, name) for key in keys for name in re.split(r",| and ", found[1])):
            naming.append(part)
    return (" ".join(naming), True) if naming else (" ".join(of_all), False)


def _is_called(key: str, name: str) -> bool:
    """Say whether a name in a sentence means a key: *Discounts* are also wholesale discounts."""
    called, name = key.replace("_", " ").lower(), _NUMBER.sub("", name.strip().replace("_", " ").lower())
    return any(called == one or called.endswith(f" {one}") for one in (name, name.removesuffix("s")) if one)


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
