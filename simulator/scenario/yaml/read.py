"""Read: from YAML text to nodes with places; anything but plain YAML 1.2 is complained of.

The parser's events are composed here, one by one, so that depth and size are known before anything
is built: a file cannot be larger inside than outside.
"""

from functools import lru_cache
from typing import Any, NoReturn

from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from simulator.scenario.errors.quoting import UNPRINTABLE, shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Scalar
from simulator.scenario.yaml.parse import MarkPlaces, parsed
from simulator.scenario.yaml.scalars import scalar_value

DEEPEST = 30
"""How many levels values may stand inside one another."""
MOST_VALUES = 20_000
"""How many values a file may hold, repeated ones counted each time."""
TEXTS_KEPT = 64
"""How many texts are kept as read."""
LONGEST_KEPT = 50_000
"""Longest text that is kept: that of a scenario is, a monster is not [characters]."""
STANDARD_TAGS = "tag:yaml.org,2002:"


def read_nodes(text: str, file: str, *, has_lines: bool = True) -> tuple[Node, list[Complaint]]:
    """Return what a text says, and what in it had to be passed over.

    Text that cannot be read at all is a `ScenarioError`. A setting from the command line has no lines.
    """
    read = _kept if len(text) <= LONGEST_KEPT else _read
    node, complaints = read(text, file, has_lines)
    return node, list(complaints)


@lru_cache(maxsize=TEXTS_KEPT)
def _kept(text: str, file: str, has_lines: bool) -> tuple[Node, tuple[Complaint, ...]]:
    """Return the same, kept: nodes are frozen, and dozens of scenarios extend one base."""
    return _read(text, file, has_lines)


def _read(text: str, file: str, has_lines: bool) -> tuple[Node, tuple[Complaint, ...]]:
    reading = _NodeReader(text, MarkPlaces(file, has_lines=has_lines))
    try:
        return reading.document(), tuple(reading.complaints)
    except ScenarioError as refusal:
        raise ScenarioError([*reading.complaints, *refusal.complaints]) from None


class _NodeReader:
    """One text being read: the events to come, where we are, what was named, what was wrong."""

    def __init__(self, text: str, where: MarkPlaces) -> None:
        self.complaints: list[Complaint] = []
        self._where = where
        self._events = parsed(text, where)
        self._keys: list[str] = []
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._values = 0
        self._lowest = 0

    def document(self) -> Node:
        """Read the one document there should be."""
        next(self._events)
        first = next(self._events)
        if isinstance(first, StreamEndEvent):
            return Scalar(self._where.at(None), "", None)
        node = self._node(next(self._events), 0)
        while not isinstance(event := next(self._events), StreamEndEvent):
            if not isinstance(event, DocumentEndEvent):
                self._refuse(event, "a second document starts here; a file holds one scenario")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        """Read the value that starts with an event, and all that is inside it."""
        self._count(event, 1, depth)
        if isinstance(event, AliasEvent):
            return self._repeated(event, depth)
        if event.tag is not None:
            tag = shortened(str(event.tag).replace(STANDARD_TAGS, "!!"))
            self._complain(event, f"has the tag '{tag}'; write the value without a tag")
        before, lowest = self._values, self._lowest
        self._lowest = depth
        node: Node
        if isinstance(event, ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, SequenceStartEvent):
            node = self._listing(event, depth)
        else:
            node = self._mapping(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._values - before, self._lowest - depth)
        self._lowest = max(lowest, self._lowest)
        return node

    def _count(self, event: Any, values: int, depth: int) -> None:
        self._values += values
        self._lowest = max(self._lowest, depth)
        if self._values > MOST_VALUES:
            self._refuse(
                event, f"there are more than {MOST_VALUES} values up to here; no scenario has as many"
            )
        if depth > DEEPEST:
            self._refuse(event, f"values stand more than {DEEPEST} levels inside one another")

    def _repeated(self, event: AliasEvent, depth: int) -> Node:
        """Repeat a value written before, at the price of writing it again."""
        if event.anchor not in self._anchors:
            self._refuse(event, f"no finished value above is called '&{shortened(event.anchor)}'")
        node, values, height = self._anchors[event.anchor]
        self._count(event, values, depth + height)
        return node

    def _scalar(self, event: ScalarEvent) -> Scalar:
        text = event.value
        if UNPRINTABLE.search(text):
            self._complain(event, "holds control characters or halves of characters")
            text = UNPRINTABLE.sub("?", text)
        is_bare = event.implicit[0] and not event.style
        return Scalar(self._where.at(event.start_mark), text, scalar_value(text) if is_bare else text)

    def _listing(self, start: SequenceStartEvent, depth: int) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            self._keys.append(str(len(items)))
            items.append(self._node(event, depth + 1))
            self._keys.pop()
        return Listing(self._where.at(start.start_mark), tuple(items))

    def _mapping(self, start: MappingStartEvent, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            name = self._name_of(self._node(event, depth + 1), event)
            self._keys.append(name or "?")
            if name in entries:
                first = entries[name].key
                where = f" in line {first.line}, column {first.column}" if first.line else ""
                self._complain(event, f"is written twice in one map, first{where or ' before it'}")
            place = self._where.at(event.start_mark)
            node = self._node(next(self._events), depth + 1)
            if isinstance(node, Scalar) and not node.text:
                node = Scalar(place, node.text, node.value)
            if name is not None:
                entries.setdefault(name, Entry(place, node))
            self._keys.pop()
        return Mapping(self._where.at(start.start_mark), entries)

    def _name_of(self, key: Node, event: Any) -> str | None:
        """Return the key if it can be one."""
        if not isinstance(key, Scalar):
            self._complain(event, "a key should be a word, is a list or a map")
        elif key.text == "<<":
            self._complain(event, "there are no merge keys '<<' here; use 'extends', or write it out")
        elif not isinstance(key.value, str):
            shown = shortened(key.text)
            what = f"is {shown}; put it in quotes if it is a name" if shown else "is empty"
            self._complain(event, f"a key should be text, {what}")
        else:
            return key.value
        return None

    def _complain(self, event: Any, text: str) -> None:
        self.complaints.append(self._where.at(event.start_mark).complaint(".".join(self._keys), text))

    def _refuse(self, event: Any, text: str) -> NoReturn:
        raise ScenarioError([self._where.at(event.start_mark).complaint("", text)])
