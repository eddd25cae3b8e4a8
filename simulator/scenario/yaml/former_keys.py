"""Former keys: the words that a file uses put into today's, before one file is laid over another.

A field says itself which keys it had formerly (`simulator.base.record`). Nodes are walked beside the types of
the fields that they are for, so a word is replaced only where it is a key of that record. In a block that
does not say which entry of a registry it is, because the file that it extends does, a word is replaced if it
is the former key of any entry and the key of none.
"""

from collections.abc import Sequence

from simulator.base.record import former_keys
from simulator.scenario.errors.scenario_error import Complaint
from simulator.scenario.yaml.node_types import (
    Types,
    choices_in,
    fields_of,
    items_of,
    records_in,
    types_below,
)
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Scalar


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
            types, node, today = items_of(types), node.items[int(key)] if is_there else None, key
        else:
            block = node if isinstance(node, Mapping) else None
            today = _former(types, block).get(key, key)
            types, node = types_below(types, block, today), block.node(today) if block else None
        keys.append(today)
    return keys, types


def _walk(node: Node, types: Types, keys: tuple[str, ...], complaints: list[Complaint]) -> Node:
    if isinstance(node, Listing):
        items = items_of(types)
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
        below = () if isinstance(entry.node, Scalar) else types_below(types, node, today)
        entries[today] = Entry(entry.key, _walk(entry.node, below, (*keys, today), complaints))
    return Mapping(node.place, entries)


def _former(types: Types, node: Mapping | None) -> dict[str, str]:
    """Return today's key of each former one that a map of these types may hold."""
    records = list(records_in(types, node))
    former = {key: today for record in records for key, today in former_keys(record).items()}
    former |= {key: one.tag for one in choices_in(types) for key in one.formerly}
    return {key: today for key, today in former.items() if not any(key in fields_of(one) for one in records)}
