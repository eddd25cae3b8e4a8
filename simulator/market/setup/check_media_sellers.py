"""Media seller checks: a seller of contacts on media is a member of the channel, and no manufacturer."""

from collections.abc import Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.member import Member
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def media_seller_faults(scenario: Scenario, members: list[Member]) -> Iterator[Inconsistency]:
    """Yield sellers of media that are no members, or manufacturers."""
    names = [member.name for member in members if member.name not in scenario.manufacturers]
    for name, medium in scenario.media.items():
        if medium.sold_by in scenario.manufacturers:
            told = f"'{medium.sold_by}' is a manufacturer, which pays for campaigns and sells no contacts"
            yield ("media", name, "sold_by"), told
        elif medium.sold_by not in (None, *names):
            told = f"no member called '{medium.sold_by}'; {suggestion(str(medium.sold_by), names)}"
            yield ("media", name, "sold_by"), told
