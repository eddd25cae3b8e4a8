"""Without outlets: the channel as if some outlets had never been drawn."""

from collections.abc import Callable, Collection

import networkx as nx

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import members_of
from simulator.domain.channel.selector import Selector
from simulator.scenario.schema import Scenario

type BuildChannel = Callable[[Scenario, KeyedRandom], nx.DiGraph]


def without_source(build: BuildChannel, source: Selector) -> BuildChannel:
    """Return what builds the same channel without the outlets that a selector selects."""

    def built(given: Scenario, dice: KeyedRandom) -> nx.DiGraph:
        channel = build(given, dice)
        return without_outlets(channel, outlets_of(channel, source))

    return built


def outlets_of(channel: nx.DiGraph, source: Selector) -> list[str]:
    """Return the names of the outlets that a selector selects."""
    return [one.name for one in members_of(channel) if one.format is not None and source.selects(one)]


def without_outlets(channel: nx.DiGraph, names: Collection[str]) -> nx.DiGraph:
    """Return a channel without some outlets, whether drawn or opened by an event."""
    changed = channel.copy()
    changed.remove_nodes_from(names)
    changed.graph["opened_by"] = {
        event: tuple(name for name in opened if name not in names)
        for event, opened in channel.graph.get("opened_by", {}).items()
    }
    return changed
