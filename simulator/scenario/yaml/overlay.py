"""Overlay: one mapping laid over another. Maps merge, all else replaces.

A block that names another entry of a registry than the one below it (another distribution model, policy,
demand process, intervention …) replaces the whole block: the parameters of one mean nothing to another. Which
blocks name an entry, and under which key, the models say (`node_types.py`); in a map of somebody's own names
no key is a tag. Of keys that exclude each other the overlay's stays. A name alone stands for the block that
names it, so parameters can be laid over it.
"""

from simulator.scenario.yaml.node_types import (
    Types,
    entry_meant,
    entry_named,
    is_map,
    records_in,
    spelled_out,
    types_below,
)
from simulator.scenario.yaml.nodes import Entry, Mapping, Node, plain


def overlaid(base: Mapping, overlay: Mapping, types: Types) -> Mapping:
    """Return the base with the overlay's entries put in; the result stands where the overlay does.

    An entry of a map that the overlay gives as null is left out: ``segments: {offices: null}``.

    *types* are what the two may be.
    """
    if chooses_anew(base, overlay, types):
        return overlay
    replaced = _replaced(base, overlay, types)
    entries = {key: entry for key, entry in base.entries.items() if key not in replaced}
    for key, entry in overlay.entries.items():
        below = base.node(key)
        if below is not None and plain(entry.node) is None and is_dropped(base, key, types):
            del entries[key]
            continue
        inner = types_below(types, base, key)
        entries[key] = entry if below is None else Entry(entry.key, _laid(below, entry.node, inner))
    return Mapping(overlay.place, entries)


def is_dropped(base: Mapping, key: str, types: Types) -> bool:
    """Say whether a key stands for an entry of a map, which null takes out, and not for a setting."""
    records = list(records_in(types, base))
    is_open = any(record.model_config.get("extra") == "allow" for record in records)
    return (is_open or is_map(types)) and not any(key in record.model_fields for record in records)


def chooses_anew(base: Node, overlay: Node, types: Types) -> bool:
    """Say whether two blocks name different entries of a registry."""
    below, above = entry_meant(types, base), entry_named(types, overlay)
    return bool(below and above) and below != above


def _replaced(base: Mapping, overlay: Mapping, types: Types) -> set[str]:
    """Return the keys of which the overlay gives an alternative, such as another thing that an event does."""
    given = {key for key, entry in overlay.entries.items() if plain(entry.node) is not None}
    groups = [set(group) for record in records_in(types, base) for group in record.alternatives]
    return {key for group in groups if group & given for key in group - given}


def _laid(base: Node, overlay: Node, types: Types) -> Node:
    if not isinstance(overlay, Mapping):
        return overlay
    below = spelled_out(types, base)
    return overlaid(below, overlay, types) if isinstance(below, Mapping) else overlay
