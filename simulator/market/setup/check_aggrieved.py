"""Aggrieved check: outlets that a scenario names as aggrieved exist."""

from collections.abc import Iterator

from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import fault_of
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def aggrieved_faults(scenario: Scenario, members: list[Member]) -> Iterator[Inconsistency]:
    """Yield selectors of `conflict.aggrieved` that select no outlet."""
    outlets = [member for member in members if member.format is not None]
    for number, who in enumerate(scenario.conflict.aggrieved.who):
        if not any(who.selects(outlet) for outlet in outlets):
            yield fault_of(who, ("conflict", "aggrieved", "who", number), outlets)
