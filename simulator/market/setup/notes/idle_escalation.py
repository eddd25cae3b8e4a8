"""Idle escalation notes: policies of escalation of named members that feel nothing do nothing."""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency


@NOTES.register("idle_escalation")
def idle_escalation_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield policies of escalation of members that belong to another, or sell to no customers."""
    scenario, members = channel.scenario, channel.members
    drawn = {member.name: member for member in members}
    for at, named in enumerate(scenario.members):
        member = drawn.get(named.name)
        if named.escalation is None or member is None or member.feels:
            continue
        if member.owner is not None:
            why = f"'{member.name}' belongs to '{member.owner}', which has no dispute with itself"
        else:
            why = f"'{member.name}' sells to no customers, and only outlets feel what others do to them"
        told = f"does nothing: {why}; give it to outlets of their own"
        yield ("members", at, "escalation"), told
