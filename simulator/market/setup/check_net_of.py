"""Net-harm checks: sources of harm to be told net are outlets that can be thought away."""

from collections.abc import Iterator

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import fault_of
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def net_of_faults(
    scenario: Scenario, members: list[Member], contracts: list[Contract]
) -> Iterator[Inconsistency]:
    """Yield sources of `conflict.net_of` that select no outlet, supply others, or are named twice.

    Where outlets take orders for what they do not have, goods for these would have to be shared out anew, so
    that is refused.
    """
    sources = scenario.conflict.net_of
    outlets = [member for member in members if member.format is not None]
    for number, source in enumerate(sources):
        names = {one.name for one in outlets if source.selects(one)}
        supplied = [c.buyer for c in contracts if c.supplier in names and c.buyer not in names]
        place = ("conflict", "net_of", number)
        if not names:
            yield fault_of(source, place, outlets)
        elif supplied:
            yield place, f"supplies '{supplied[0]}', which could not stay without it"
        elif any(source.words == other.words for other in sources[:number]):
            yield place, f"'{source.words}' is named twice"
    if sources and scenario.backorders:
        told = "is not told where outlets take orders for what they do not have ('backorders')"
        yield ("conflict", "net_of"), told
