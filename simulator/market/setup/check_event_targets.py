"""Event target checks: names in events must be in the channel drawn."""

from collections.abc import Callable, Iterator

import networkx as nx

from simulator.base.registry import suggestion
from simulator.domain.channel.channel import members_of
from simulator.domain.channel.member import Member
from simulator.domain.events.scope import EVERYWHERE
from simulator.scenario.checks.inconsistency import Inconsistency, Keys
from simulator.scenario.events import Event
from simulator.scenario.schema import Scenario

PARTS: dict[str, Callable[[Member], str | None]] = {
    "member": lambda member: member.name,
    "outlet": lambda member: member.name if member.format is not None else None,
    "tier": lambda member: member.in_tier,
}
"""What a metric can be told apart by, of which the channel knows all names."""


def unknown_event_targets(scenario: Scenario, channel: nx.DiGraph) -> Iterator[Inconsistency]:
    """Yield names in events that no member of the channel has, with their keys."""
    members = members_of(channel)
    for at, event in enumerate(scenario.events):
        place: Keys = ("events", at)
        leaver = event.action.removes()
        if leaver is not None:
            keys = (*place, "depart") if event.do is None else (*place, "do", "depart", "member")
            yield from _unknown(keys, "member", leaver, list(channel))
        if event.who is not None:
            yield from _unknown((*place, "who"), "manufacturer or member", event.who, list(channel))
        yield from _nowhere(place, event, members)
        if event.action.is_about_making:
            yield from _made_by_nobody(place, event, list(scenario.manufacturers))
        if event.when is not None and event.when.key is not None and event.when.by in PARTS:
            names = [PARTS[event.when.by](member) for member in members]
            yield from _unknown((*place, "when", "key"), event.when.by, event.when.key, names)


def _made_by_nobody(place: Keys, event: Event, makers: list[str]) -> Iterator[Inconsistency]:
    """Yield what keeps an action on production from reaching any."""
    if event.who is not None and event.who not in makers:
        yield (*place, "who"), f"'{event.who}' makes nothing; manufacturers are: {', '.join(makers)}"
    if event.where != EVERYWHERE:
        yield (*place, "where"), "says in which places it holds, and production has none; leave it out"


def _nowhere(place: Keys, event: Event, members: list[Member]) -> Iterator[Inconsistency]:
    """Yield formats and tags that no outlet has; and, if all are known, that no outlet has all at once."""
    where = (*place, "where")
    found = [
        *(wrong for n, kind in enumerate(event.where.format or ())
          for wrong in _unknown((*where, "format", n), "format", kind, [m.format for m in members])),
        *(wrong for n, tag in enumerate(event.where.tag or ())
          for wrong in _unknown((*where, "tag", n), "tag", tag, [tag for m in members for tag in m.tags])),
    ]  # fmt: skip
    yield from found
    if not found and (event.where.format or event.where.tag) and not any(map(event.where.has, members)):
        yield where, "there is no outlet that is all of this at once"


def _unknown(keys: Keys, kind: str, name: str, names: list[str | None]) -> Iterator[Inconsistency]:
    known = list(dict.fromkeys(one for one in names if one is not None))
    if name not in known:
        yield keys, f"no {kind} called '{name}'; {suggestion(name, known)}"
