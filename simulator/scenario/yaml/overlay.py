"""Overlay: one mapping laid over another. Maps merge, all else replaces.

A map that names another ``model`` (``policy``, ``demand``, ``process``) than the one below it replaces the
whole block: the parameters of one distribution model mean nothing to another.
"""

from simulator.scenario.yaml.nodes import Entry, Mapping, Node, Scalar

CHOICE_KEYS = ("model", "policy", "demand", "process")
"""The keys by which a block says which entry of a registry it is."""


def overlaid(base: Mapping, overlay: Mapping) -> Mapping:
    """Return the base with the overlay's entries put in; the result stands where the overlay does."""
    if _chooses_anew(base, overlay):
        return overlay
    entries = dict(base.entries)
    for key, entry in overlay.entries.items():
        below = base.node(key)
        entries[key] = entry if below is None else Entry(entry.key, _laid(below, entry.node))
    return Mapping(overlay.place, entries)


def _laid(base: Node, overlay: Node) -> Node:
    if isinstance(base, Mapping) and isinstance(overlay, Mapping):
        return overlaid(base, overlay)
    return overlay


def _chooses_anew(base: Mapping, overlay: Mapping) -> bool:
    for key in CHOICE_KEYS:
        below, above = base.node(key), overlay.node(key)
        if isinstance(above, Scalar) and isinstance(below, Scalar) and above.value != below.value:
            return True
    return False
