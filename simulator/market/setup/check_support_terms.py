"""Support checks: answering members are members of the channel."""

from collections.abc import Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.member import Member
from simulator.domain.offers.support_terms import SELLER
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def support_faults(scenario: Scenario, members: list[Member]) -> Iterator[Inconsistency]:
    """Yield answering members that are no members."""
    names = [member.name for member in members]
    for number, said in enumerate(scenario.support):
        if said.answered_by not in (None, SELLER, *names):
            what = suggestion(str(said.answered_by), [*names, SELLER])
            told = f"no member called '{said.answered_by}'; {what}"
            yield ("support", number, "answered_by"), told
