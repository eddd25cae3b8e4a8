"""Location: the place in the files that a validator's location refers to."""

from dataclasses import dataclass

from simulator.scenario.checks.inconsistency import KEY
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Place


@dataclass(frozen=True, slots=True)
class Location:
    """Node, key and place that a validator's location leads to."""

    place: Place
    """Where it was written; for something missing, the map that lacks it."""
    key: Place | None
    """Where its key was written, if it has one."""
    node: Node
    """What was written; for something missing, the map that lacks it."""
    keys: tuple[str, ...]
    """The way there, as a file writes it."""
    is_missing: bool
    """Whether the last of the keys is not there."""


def locate(root: Node, location: tuple[str | int, ...]) -> Location:
    """Follow a validator's location as far as it goes.

    One map where a list may stand has no 0 in the file, though the validator counts it.
    """
    node, key = root, None
    keys: list[str] = []
    for part in location:
        if part == KEY:
            break
        if part == 0 and not isinstance(node, Listing) and not _entry(node, "0"):
            continue
        keys.append(str(part))
        entry = _entry(node, str(part))
        if entry is None:
            return Location(node.place, None, node, tuple(keys), is_missing=True)
        node, key = entry.node, entry.key
    return Location(node.place, key, node, tuple(keys), is_missing=False)


def locate_choice(found: Location, tag: str) -> Location:
    """Return the location of the key, the tag, by which a block chooses an entry of a registry."""
    entry = _entry(found.node, tag)
    if entry is None:
        return found
    return Location(entry.node.place, entry.key, entry.node, (*found.keys, tag), is_missing=False)


def _entry(node: Node, key: str) -> Entry | None:
    if isinstance(node, Mapping):
        return node.entries.get(key)
    if isinstance(node, Listing) and key.isdigit() and int(key) < len(node.items):
        return Entry(node.items[int(key)].place, node.items[int(key)])
    return None
