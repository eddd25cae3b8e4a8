"""Node types: the records, lists, maps and entries of registries that a node of a scenario file may be.

Nodes carry no types. They are walked beside the annotations of the schema, so a key is taken for a tag, or
for a former word, only where the models say so and never because of what it is called.
"""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin

from simulator.base.keyed_choice import Keyed
from simulator.base.record import Chosen, Record
from simulator.base.registry import Registry
from simulator.domain.people.segments import Segment, segment_type
from simulator.scenario.yaml.nodes import Entry, Mapping, Node, Scalar

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


def _origin(one: Any) -> Any:
    return get_origin(one)


def items_of(types: Types) -> Types:
    """Return what the parts of a list may be."""
    lists = (one for one in types if _origin(one) in (list, tuple))
    return tuple(item for one in lists for part in get_args(one) for item in types_of(part))


def is_map(types: Types) -> bool:
    """Say whether a node may be a map with names for keys."""
    return any(_origin(one) is dict for one in types)


def types_below(types: Types, node: Mapping | None, key: str) -> Types:
    """Return what may stand under a key."""
    found: list[Any] = []
    for record in records_in(types, node):
        found += fields_of(record).get(key, ())
    for one in types:
        if _origin(one) is dict:
            found += types_of(get_args(one)[1])
        elif isinstance(one, Keyed) and key in one.registry:
            entry = one.registry.get(key)
            found += [] if entry.is_whole else [entry]
            found += fields_of(entry).get(entry.main, ())
    return tuple(dict.fromkeys(found))


@cache
def fields_of(record: type[Record]) -> dict[str, Types]:
    """Return what may stand under each key of a record."""
    found: dict[str, Types] = {}
    for name, field in record.model_fields.items():
        chosen = tuple(mark for mark in field.metadata if isinstance(mark, Chosen | Keyed))
        annotation: Any = field.annotation
        found[field.alias or name] = chosen or types_of(annotation)
    return found


def choices_in(types: Types) -> Iterator[Chosen]:
    """Yield the registries of which a map may be an entry; one map may stand where a list of them may."""
    for one in types:
        if isinstance(one, Chosen):
            yield one
        elif _origin(one) is list:
            yield from choices_in(items_of((one,)))


def records_in(types: Types, node: Mapping | None) -> Iterator[type[Record]]:
    """Yield the records that a map may be: of a registry the entry that it names, else all of them."""
    for one in types:
        if isinstance(one, type):
            yield segment_type() if one is Segment else one
        elif _origin(one) is list:
            yield from (item for item in items_of((one,)) if isinstance(item, type))
    for chosen in choices_in(types):
        named = [node.node(tag) for tag in (chosen.tag, *chosen.formerly)] if node else []
        names = [tag.value for tag in named if isinstance(tag, Scalar) and tag.value in chosen.registry]
        if node is not None and chosen.default is not None and not any(named):
            names = [chosen.default]
        yield from (chosen.registry.get(str(name)) for name in names or chosen.registry.names())


def tags_of(types: Types) -> Iterator[tuple[str, Registry[Any] | None]]:
    """Yield the keys under which a block may name what it is, and the registries of the names, if any."""
    for chosen in choices_in(types):
        yield from ((tag, chosen.registry) for tag in (chosen.tag, *chosen.formerly))
    for one in types:
        if isinstance(one, type) and issubclass(one, Record):
            for name, field in one.model_fields.items():
                if field.is_required() and len(_words(field.annotation)) > 1:
                    yield field.alias or name, None


def _words(annotation: Any) -> tuple[str, ...]:
    words = get_args(annotation) if get_origin(annotation) is Literal else ()
    return tuple(word for word in words if isinstance(word, str))


def entry_meant(types: Types, node: Node) -> tuple[str, ...]:
    """Return `entry_named`; of a block that does not say, the entry that it is by default, if any."""
    named = entry_named(types, node)
    if named or not isinstance(node, Mapping):
        return named
    return tuple(chosen.default for chosen in choices_in(types) if chosen.default is not None)


def entry_named(types: Types, node: Node | None) -> tuple[str, ...]:
    """Return today's names of the entries that a block says it is; none if it does not say.

    A block names its entry under a tag (``policy: order_up_to``) or by its only key (``{depart: lid}``); a
    record with a word that must be chosen, such as the shape of a distribution, is named by that word.
    """
    if not isinstance(node, Mapping):
        return ()
    for tag, registry in tags_of(types):
        named = node.node(tag)
        if isinstance(named, Scalar):
            name = str(named.value)
            return (registry.canonical(name) if registry else name,)
    if any(isinstance(one, Keyed) for one in types):
        return tuple(sorted(node.entries))
    return ()


def spelled_out(types: Types, node: Node) -> Node:
    """Return a block for a scalar that is the name of an entry; all else as it is."""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        for chosen in choices_in(types):
            if node.value in chosen.registry:
                return Mapping(node.place, {chosen.tag: Entry(node.place, node)})
    return node


def choices_below(types: Types) -> Iterator[Chosen]:
    """Yield every choice of an entry that can be made anywhere inside, each registry and tag once."""
    seen: set[Any] = set()
    left = list(types)
    while left:
        one = left.pop()
        if one in seen:
            continue
        seen.add(one)
        if isinstance(one, Chosen) and (one.registry, one.tag) not in seen:
            seen.add((one.registry, one.tag))
            yield one
        left += items_of((one,))
        left += (inner for part in get_args(one) for inner in types_of(part) if _origin(one) is dict)
        entries = [entry for _, entry in one.registry.items()] if isinstance(one, Keyed) else []
        for record in (*records_in((one,), None), *entries):
            left += (inner for below in fields_of(record).values() for inner in below)
