"""Channel changes: versions of a built channel, drawn by any distribution models.

A channel is changed after it is drawn, so that every model can be probed and none is named. Only outlets that
are supplied with the focal manufacturer's products change.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx

from simulator.domain.channel.channel import members_of, suppliers_of
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import PricingPolicy
from simulator.scenario.errors.arguments import argument_error

STOCK = 20
"""How many times its opening stock a member has where stock is to be plentiful [multiple]."""
PLENTY = 50_000
"""Opening stock that clones do not use up [units of each product]."""

type ChannelChange = Callable[[nx.DiGraph], nx.DiGraph]


def as_drawn(channel: nx.DiGraph) -> nx.DiGraph:
    """Return the channel as it was drawn."""
    return channel


def outlets_with(channel: nx.DiGraph, products: frozenset[str]) -> list[Member]:
    """Return the outlets that are supplied with some of the products, in the order of drawing."""
    return [
        member
        for member in members_of(channel)
        if member.format is not None
        and any(products & set(terms.prices) for terms in suppliers_of(channel, member.name))
    ]


@dataclass(frozen=True)
class PlentifulStock:
    """Give every member twenty times its opening stock, and outlets of the products another reach."""

    products: frozenset[str]
    reach: float = 1.0
    """What the reach of outlets with the products is multiplied by."""

    def __call__(self, channel: nx.DiGraph) -> nx.DiGraph:
        """Return the changed channel."""
        changed = channel.copy()
        wider = {member.name for member in outlets_with(channel, self.products)}
        for member in members_of(channel):
            times = self.reach if member.name in wider else 1.0
            _put(changed, member, opening_stock=member.opening_stock * STOCK, reach=member.reach * times)
        return changed


@dataclass(frozen=True)
class IdenticalOutlets:
    """Leave one outlet a region of the commonest kind with the products, and make it that many alike."""

    products: frozenset[str]
    count: int
    pricing: PricingPolicy | None = None
    """The rule by which all of them price; none: their own."""

    def __call__(self, channel: nx.DiGraph) -> nx.DiGraph:
        """Return the changed channel: other outlets with the products are gone, copies share all terms."""
        changed = channel.copy()
        kept = cloneable(channel, self.products)
        gone = {member.name for member in outlets_with(channel, self.products)} - {one.name for one in kept}
        changed.remove_nodes_from([name for name in gone if not channel.succ[name]])
        for member in members_of(changed):
            stock = PLENTY if member.opening_stock else 0
            _put(changed, member, opening_stock=max(stock, member.opening_stock))
        for member in kept:
            rule = self.pricing or member.pricing
            _put(changed, member, opening_stock=PLENTY, reach=1.0, entry_exit=None, pricing=rule)
            for number in range(2, self.count + 1):
                _copy(changed, member.name, f"{member.name} · copy {number}")
        return changed


@dataclass(frozen=True)
class WithoutOutlets:
    """Leave outlets out of the channel, as if they had never been drawn."""

    names: tuple[str, ...]

    def __call__(self, channel: nx.DiGraph) -> nx.DiGraph:
        """Return the changed channel; ArgumentError if an outlet supplies a member that stays."""
        for name in self.names:
            for buyer in channel.succ[name]:
                if buyer not in self.names:
                    told = f"'{name}' supplies '{buyer}', which could not stay without it; name both"
                    raise argument_error("outlets", told)
        changed = channel.copy()
        changed.remove_nodes_from(self.names)
        changed.graph["opened_by"] = {
            event: tuple(name for name in names if name not in self.names)
            for event, names in channel.graph.get("opened_by", {}).items()
        }
        return changed


def cloneable(channel: nx.DiGraph, products: frozenset[str]) -> list[Member]:
    """Return one outlet a region of the commonest kind that is there from start to end and supplies none."""
    standing = [
        member
        for member in outlets_with(channel, products)
        if member.opens == 0 and member.closes is None and not member.is_potential
        if not channel.succ[member.name]
    ]
    if not standing:
        return []
    ((kind, _),) = Counter(member.format for member in standing).most_common(1)
    firsts: dict[str | None, Member] = {}
    for member in standing:
        if member.format == kind:
            firsts.setdefault(member.region, member)
    return list(firsts.values())


def _put(channel: nx.DiGraph, member: Member, **changes: object) -> None:
    channel.nodes[member.name]["member"] = member.model_copy(update=changes)


def _copy(channel: nx.DiGraph, name: str, copy: str) -> None:
    """Add a member with the terms of another, under its own name."""
    channel.add_node(copy, member=channel.nodes[name]["member"].model_copy(update={"name": copy}))
    for supplier, edge in dict(channel.pred[name]).items():
        terms = tuple(one.model_copy(update={"buyer": copy}) for one in edge["contracts"])
        channel.add_edge(supplier, copy, contracts=terms)
