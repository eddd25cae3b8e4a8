"""Warranty checks: repairers are members of the channel, and what they are to repair can fail."""

from collections.abc import Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.member import Member
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def warranty_faults(scenario: Scenario, members: list[Member]) -> Iterator[Inconsistency]:
    """Yield repairers that are no members."""
    names = [member.name for member in members]
    for number, said in enumerate(scenario.warranties):
        if said.repaired_by is not None and said.repaired_by not in names:
            what = suggestion(said.repaired_by, names)
            yield ("warranties", number, "repaired_by"), f"no member called '{said.repaired_by}'; {what}"
