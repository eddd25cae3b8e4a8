"""Counterparts: the outlet of another channel that stands in an outlet's place there.

An outlet of the same name is its own counterpart. Else like is set beside like: outlets of the same kind, or
where the other channel has none of that kind, those of kinds that only it has. Both groups stand in line,
each outlet as wide as its audience (reach times its region's share of customers). An outlet's counterpart is
the one at the same place in the other line, so that each stands for as much audience as it has. Where there
is nothing to set beside it, an outlet has no counterpart.

Assumes: the order in a line is that of drawing, region by region in turn. Source: rank-preserving
counterfactuals, Machado & Mata (2005), Journal of Applied Econometrics 20(4).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

import networkx as nx

from simulator.domain.channel.channel import members_of, suppliers_of
from simulator.domain.channel.member import Member

type Audience = Mapping[str, float]
"""Each region's share of all customers."""


def counterparts(
    own: nx.DiGraph, other: nx.DiGraph, products: Sequence[str], regions: Audience
) -> dict[str, str]:
    """Return the counterpart of each outlet, by name; outlets supplied with *products* are set in line."""
    found = {member.name: member.name for member in outlets_of(own) if is_outlet(other, member.name)}
    mine, theirs = (_by_kind(channel, products) for channel in (own, other))
    new = [outlet for kind, line in theirs.items() if kind not in mine for outlet in line]
    unlike = []
    for kind, line in mine.items():
        left = [outlet for outlet in line if outlet.name not in found]
        if kind in theirs:
            found |= _beside(left, theirs[kind], regions)
        else:
            unlike += left
    return found | _beside(unlike, new, regions)


def renamed(own: nx.DiGraph, other: nx.DiGraph, products: Sequence[str]) -> dict[str, str]:
    """Return a name of the other channel for each outlet that only this one has, as far as they go."""
    mine, theirs = (
        [outlet for line in _by_kind(channel, products).values() for outlet in line]
        for channel in (own, other)
    )
    only_mine = [outlet.name for outlet in mine if not is_outlet(other, outlet.name)]
    only_theirs = [outlet.name for outlet in theirs if not is_outlet(own, outlet.name)]
    return dict(zip(only_mine, only_theirs, strict=False))


def outlets_of(channel: nx.DiGraph) -> list[Member]:
    """Return the outlets of a channel, in the order in which they were drawn."""
    return [member for member in members_of(channel) if member.format is not None]


def is_outlet(channel: nx.DiGraph, name: str) -> bool:
    """Say whether a channel has an outlet of a name."""
    return name in channel and channel.nodes[name]["member"].format is not None


def _by_kind(channel: nx.DiGraph, products: Sequence[str]) -> dict[str, list[Member]]:
    """Return the outlets that are supplied with some products by kind, each region's first one first."""
    seen: Counter[tuple[str, str | None]] = Counter()
    places: defaultdict[str, list[tuple[int, Member]]] = defaultdict(list)
    for outlet in outlets_of(channel):
        if any(
            name in contract.prices for contract in suppliers_of(channel, outlet.name) for name in products
        ):
            kind = str(outlet.format)
            places[kind].append((seen[kind, outlet.region], outlet))
            seen[kind, outlet.region] += 1
    return {
        kind: [outlet for _, outlet in sorted(line, key=lambda one: one[0])] for kind, line in places.items()
    }


def _beside(line: Sequence[Member], other: Sequence[Member], regions: Audience) -> dict[str, str]:
    """Return for each outlet of a line the one at the same place of another."""
    if not line or not other:
        return {}
    ends, mine = _ends(other, regions), _ends(line, regions)
    middles = [(before + end) / 2 for before, end in zip([0.0, *mine], mine, strict=False)]
    places = [next(at for at, end in enumerate(ends) if middle <= end) for middle in middles]
    return {outlet.name: other[at].name for outlet, at in zip(line, places, strict=True)}


def _ends(line: Sequence[Member], regions: Audience) -> list[float]:
    """Return where in a line from 0 to 1 each outlet's audience ends."""
    sizes = [outlet.reach * (regions[outlet.region] if outlet.region else 1.0) for outlet in line]
    if not sum(sizes):
        sizes = [1.0] * len(line)
    whole = sum(sizes)
    return [*(end / whole for end in accumulate(sizes[:-1])), 1.0]
