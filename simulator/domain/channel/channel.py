"""Channel: members and the contracts between them, as a networkx graph that is the truth.

Nodes are members' names with the attribute ``member``; an edge runs from supplier to buyer with the
attribute ``contracts``: a tuple with at most one contract for each product.
"""

from collections.abc import Iterable

import networkx as nx

from simulator.base.input_error import InputError
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member


class ChannelError(InputError, ValueError):
    """Members and contracts that make no channel; the message says which and why."""


def draw_channel(members: Iterable[Member], contracts: Iterable[Contract]) -> nx.DiGraph:
    """Return the channel graph of members and contracts.

    A shared member that several models draw is there once, from the first opening on.
    Raises ChannelError for two members of one name else, a contract with somebody unknown, two
    contracts between the same two for one product, and supplies that run in a circle.
    """
    channel = nx.DiGraph()
    for member in members:
        if member.name in channel:
            member = one_of(channel.nodes[member.name]["member"], member)  # noqa: PLW2901 - the two are one
        channel.add_node(member.name, member=member)
    for contract in contracts:
        if strangers := [one for one in (contract.supplier, contract.buyer) if one not in channel]:
            raise ChannelError(f"a contract names '{strangers[0]}', who is no member")
        add_contract(channel, contract)
    if not nx.is_directed_acyclic_graph(channel):
        circle = " → ".join(supplier for supplier, _ in nx.find_cycle(channel))
        raise ChannelError(f"goods would run in a circle: {circle}")
    return channel


def add_contract(channel: nx.DiGraph, contract: Contract) -> None:
    """Put a contract on the edge from its supplier to its buyer.

    Raises ChannelError if the two have one already for one of its products, or one without goods as well.
    """
    edge = (contract.supplier, contract.buyer)
    before: tuple[Contract, ...] = channel.edges[edge]["contracts"] if channel.has_edge(*edge) else ()
    for other in before:
        twice = [f" for '{product}'" for product in contract.prices if product in other.prices]
        if twice or not (contract.prices or other.prices):
            raise ChannelError(f"two contracts{''.join(twice[:1])} between '{edge[0]}' and '{edge[1]}'")
    channel.add_edge(*edge, contracts=(*before, contract))


def one_of(member: Member, again: Member) -> Member:
    """Return the member that two models name; ChannelError if it is not shared, or differs."""
    if not (member.shared and again.shared):
        raise ChannelError(f"two members are called '{member.name}'; give one model a label")
    said = [one.model_dump(mode="json", exclude={"opens"}) for one in (member, again)]
    for field, value in said[0].items():
        if value != said[1][field]:
            raise ChannelError(f"two models name '{member.name}' and differ in its {field.replace('_', ' ')}")
    dated = [one.opens for one in (member, again) if one.opens is not None]
    return member.model_copy(update={"opens": min(dated, default=None)})


def members_of(channel: nx.DiGraph) -> list[Member]:
    """Return the members in the order in which they were drawn."""
    return [member for _, member in channel.nodes(data="member")]


def contracts_of(channel: nx.DiGraph) -> list[Contract]:
    """Return the contracts in the order in which they were drawn."""
    return [contract for _, _, both in channel.edges(data="contracts") for contract in both]


def suppliers_of(channel: nx.DiGraph, buyer: str) -> list[Contract]:
    """Return the contracts under which *buyer* is supplied with goods."""
    return [one for edge in channel.pred[buyer].values() for one in edge["contracts"] if one.prices]
