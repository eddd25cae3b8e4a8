"""Former keys: the words that a file uses put into today's, before one file is laid over another.

A field says itself which keys it had formerly (`simulator.base.record`). Nodes are walked beside the types of
the fields that they are for, so a word is replaced only where it is a key of that record. In a block that
does not say which entry of a registry it is, because the file that it extends does, a word is replaced if it
is the former key of any entry and the key of none.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAliasType, Union, get_args, get_origin

from simulator.base.keyed_choice import Keyed
from simulator.base.record import Chosen, Record, former_keys
from simulator.domain.people.segments import Segment, segment_type
from simulator.scenario.errors.scenario_error import Complaint
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Scalar

type Types = tuple[Any, ...]
"""What a node may be: records, lists and maps of them, and entries of registries."""


@cache
def types_of(annotation: Any) -> Types:
    """Return the types with keys that an annotation allows."""
    origin = _origin(annotation)
    if isinstance(annotation, TypeAliasType):
        return types_of(annotation.__value__)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return tuple(mark for mark in marks if isinstance(mark, Chosen | Keyed)) or types_of(inner)
    if origin in (Union, UnionType):
        return tuple(one for part in get_args(annotation) for one in types_of(part))
    is_record = isinstance(annotation, type) and issubclass(annotation, Record)
    return (annotation,) if is_record or origin in (list, tuple, dict) else ()


def rename_former_keys(node: Node, types: Types) -> tuple[Node, list[Complaint]]:
    """Return the node with today's keys, and a complaint for each key that is there in two words."""
    complaints: list[Complaint] = []
    return _walk(node, types, (), complaints), complaints


def rename_former_path(root: Node, path: Sequence[str], types: Types) -> tuple[list[str], Types]:
    """Return the keys that lead from the root to a setting in today's words, and what it may be."""
    node: Node | None = root
    keys: list[str] = []
    for key in path:
        if isinstance(node, Listing):
            is_there = key.isascii() and key.isdigit() and int(key) < len(node.items)
            types, node, today = _items(types), node.items[int(key)] if is_there else None, key
        else:
            block = node if isinstance(node, Mapping) else None
            today = _former(types, block).get(key, key)
            types, node = _below(types, block, today), block.node(today) if block else None
        keys.append(today)
    return keys, types


def _walk(node: Node, types: Types, keys: tuple[str, ...], complaints: list[Complaint]) -> Node:
    if isinstance(node, Listing):
        items = _items(types)
        parts = (_walk(part, items, (*keys, str(at)), complaints) for at, part in enumerate(node.items))
        return Listing(node.place, tuple(parts))
    if isinstance(node, Scalar) or not types:
        return node
    former, entries = _former(types, node), dict[str, Entry]()
    for key, entry in node.entries.items():
        today = former.get(key, key)
        if today != key and today in node.entries:
            told = f"is the former name of '{today}', which is there too; leave one of them out"
            complaints.append(entry.key.complaint(".".join((*keys, key)), told))
            continue
        below = () if isinstance(entry.node, Scalar) else _below(types, node, today)
        entries[today] = Entry(entry.key, _walk(entry.node, below, (*keys, today), complaints))
    return Mapping(node.place, entries)


def _origin(one: Any) -> Any:
    return get_origin(one)


def _items(types: Types) -> Types:
    lists = (one for one in types if _origin(one) in (list, tuple))
    return tuple(item for one in lists for part in get_args(one) for item in types_of(part))


def _former(types: Types, node: Mapping | None) -> dict[str, str]:
    """Return today's key of each former one that a map of these types may hold."""
    records = list(_records(types, node))
    former = {key: today for record in records for key, today in former_keys(record).items()}
    former |= {key: one.tag for one in _chosen(types) for key in one.formerly}
    return {key: today for key, today in former.items() if not any(key in _fields(one) for one in records)}


def _below(types: Types, node: Mapping | None, key: str) -> Types:
    """Return what may stand under a key."""
    found: list[Any] = []
    for record in _records(types, node):
        found += _fields(record).get(key, ())
    for one in types:
        if _origin(one) is dict:
            found += types_of(get_args(one)[1])
        elif isinstance(one, Keyed) and key in one.registry:
            entry = one.registry.get(key)
            found += [] if entry.is_whole else [entry]
            found += _fields(entry).get(entry.main, ())
    return tuple(dict.fromkeys(found))


@cache
def _fields(record: type[Record]) -> dict[str, Types]:
    """Return what may stand under each key of a record."""
    found: dict[str, Types] = {}
    for name, field in record.model_fields.items():
        chosen = tuple(mark for mark in field.metadata if isinstance(mark, Chosen | Keyed))
        annotation: Any = field.annotation
        found[field.alias or name] = chosen or types_of(annotation)
    return found


def _chosen(types: Types) -> Iterator[Chosen]:
    """Yield the registries of which a map may be an entry; one map may stand where a list of them may."""
    for one in types:
        if isinstance(one, Chosen):
            yield one
        elif _origin(one) is list:
            yield from _chosen(_items((one,)))


def _records(types: Types, node: Mapping | None) -> Iterator[type[Record]]:
    """Yield the records that a map may be: of a registry the entry that it names, else all of them."""
    for one in types:
        if isinstance(one, type):
            yield segment_type() if one is Segment else one
        elif _origin(one) is list:
            yield from (item for item in _items((one,)) if isinstance(item, type))
    for chosen in _chosen(types):
        named = [node.node(tag) for tag in (chosen.tag, *chosen.formerly)] if node else []
        names = [tag.value for tag in named if isinstance(tag, Scalar) and tag.value in chosen.registry]
        yield from (chosen.registry.get(str(name)) for name in names or chosen.registry.names())
