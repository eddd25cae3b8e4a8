"""Channels: groups of members by their way to market, rivals' members apart.

A group follows from what a member is in the channel: its distribution model, its role or its owner says what
it is called (`market/setup/ways_to_market.py`). Rival makers, with all that they own, are one group; members
of others that never deal in the focal manufacturer's products are told apart from those that do.
"""

from simulator.ledger.header import RunHeader

RIVALS = "rivals"


def channels_of(header: RunHeader) -> list[str | None]:
    """Return the group of each party, by code; none for the outside world."""
    inside = focal_channel(header)
    return [None, *(_channel_of(header, member.name, inside) for member in header.members)]


def focal_channel(header: RunHeader) -> set[str]:
    """Return the focal manufacturer, all members ever supplied with its products, and their hosts."""
    own = {name for name, p in header.scenario.products.items() if p.maker == header.scenario.focal_maker}
    supplied = {contract.buyer for contract in header.contracts if own & set(contract.prices)}
    hosts = {member.hosted_by for member in header.members if member.name in supplied and member.hosted_by}
    return {header.scenario.focal_maker, *supplied, *hosts}


def _channel_of(header: RunHeader, name: str, inside: set[str]) -> str:
    home, channel = header.home(name), header.member(name).in_channel
    if header.is_maker(home) and home != header.scenario.focal_maker:
        return RIVALS
    return channel if name in inside or header.home(name) in inside else f"{RIVALS}' {channel}"
