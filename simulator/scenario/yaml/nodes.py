"""Nodes: what a file says, each key and each value with the place where it was written."""

from dataclasses import dataclass
from typing import Any

from simulator.scenario.errors.scenario_error import Complaint

type Value = str | int | float | bool | None
type Node = Scalar | Mapping | Listing


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written: a line and a column of a file, from 1; 0 where there are none."""

    file: str
    line: int = 0
    column: int = 0

    def complaint(self, key: str, text: str) -> Complaint:
        """Return a complaint about what was written here."""
        return Complaint(self.file, self.line, self.column, key, text)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: as it was written, and what YAML 1.2 takes it for."""

    place: Place
    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class BarredName(Scalar):
    """One of the names that stand in a cell of a CSV file, separated by bars."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a key, and where the key was written."""

    key: Place
    node: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Values under keys."""

    place: Place
    entries: dict[str, Entry]

    def node(self, key: str) -> "Node | None":
        """Return what stands under a key, if anything does."""
        entry = self.entries.get(key)
        return None if entry is None else entry.node

    def without(self, key: str) -> "Mapping":
        """Return the same mapping with one key left out."""
        return Mapping(self.place, {name: entry for name, entry in self.entries.items() if name != key})


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in a row."""

    place: Place
    items: tuple[Node, ...]


def plain(node: Node) -> Any:
    """Return what the node says, without places."""
    match node:
        case Scalar():
            return node.value
        case Mapping():
            return {key: plain(entry.node) for key, entry in node.entries.items()}
        case Listing():
            return [plain(item) for item in node.items]


def node_of(content: Any, place: Place) -> Node:
    """Return plain content as nodes that were all written at one place."""
    match content:
        case dict():
            entries = {str(key): Entry(place, node_of(part, place)) for key, part in content.items()}
            return Mapping(place, entries)
        case list() | tuple():
            return Listing(place, tuple(node_of(part, place) for part in content))
    text = str(content).lower() if isinstance(content, bool) else str(content)
    return Scalar(place, text, content)
