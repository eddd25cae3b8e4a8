"""Model defaults: what distribution models are like in a world, laid under every block that names one.

A world says once what a dealer earns or what sending a parcel costs in it (``model_defaults:``); a block
under `distribution` or `competition` then says only what is special about it. Laid in before anything is
validated, so what is wrong is told where it was written, and a block is laid over the defaults of its model
as a file over the file it extends.
"""

from dataclasses import replace

from simulator.domain.channel.distribution_model import DistributionChoice
from simulator.scenario.yaml.node_types import types_of
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Scalar
from simulator.scenario.yaml.overlay import overlaid

DEFAULTS, MODEL = "model_defaults", "model"
WAYS = ("distribution", "competition", "open_channel")
"""The keys under which a distribution model may be named without any terms."""


def with_model_defaults(root: Mapping) -> Mapping:
    """Return the scenario with the defaults of its model laid under every block that names one."""
    defaults = _by_model(root.node(DEFAULTS))
    if not defaults:
        return root
    entries = {
        key: entry if key == DEFAULTS else Entry(entry.key, _laid(entry.node, defaults, is_way=key in WAYS))
        for key, entry in root.entries.items()
    }
    return Mapping(root.place, entries)


def _by_model(listing: Node | None) -> dict[str, Mapping]:
    """Return the defaults by the model's name; of several for one, the first, and that is complained of."""
    found: dict[str, Mapping] = {}
    for item in listing.items if isinstance(listing, Listing) else ():
        name = item.node(MODEL) if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(name, Scalar) and isinstance(name.value, str):
            found.setdefault(name.value, item)
    return found


def _laid(node: Node, defaults: dict[str, Mapping], *, is_way: bool) -> Node:
    match node:
        case Scalar() if is_way and isinstance(node.value, str) and node.value in defaults:
            return replace(defaults[node.value], place=node.place)
        case Listing():
            return Listing(node.place, tuple(_laid(item, defaults, is_way=is_way) for item in node.items))
        case Mapping():
            below = {
                key: Entry(entry.key, _laid(entry.node, defaults, is_way=key in WAYS))
                for key, entry in node.entries.items()
            }
            name, whole = node.node(MODEL), Mapping(node.place, below)
            if isinstance(name, Scalar) and isinstance(name.value, str) and name.value in defaults:
                return overlaid(defaults[name.value], whole, types_of(DistributionChoice))
            return whole
    return node
