"""Idle campaign notes: campaigns that reach no customer, and attention to media that does nothing."""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.communication.medium import Audience, Bid, Medium
from simulator.market.setup.said_campaigns import SaidCampaign, said_campaigns
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def idle_campaign_notes(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield campaigns that reach no customer, so that nothing is shown nor paid, and idle attention."""
    for said in said_campaigns(scenario) if scenario.customers else ():
        if not _reached(said):
            told = f"reaches nobody on {said.campaign.medium}: {_paid(scenario, said.campaign.medium)}"
            yield said.keys, told
        yield from _without_people(said)
    for name, segment in scenario.segments.items():
        for medium in segment.media:
            if not _minds_attention(scenario, medium):
                told = f"does nothing: {medium} reaches people whatever they attend to"
                yield ("segments", name, "media", medium), told


def _without_people(said: SaidCampaign) -> Iterator[Inconsistency]:
    """Yield segments that a campaign is for and that have no customer where it runs."""
    there = {cell.segment for cell in said.cells}
    for number, name in enumerate(said.campaign.segments or ()):
        if name not in there:
            yield (*said.keys, "segments", number), f"has no customer among {said.scenario.customers} there"


def _reached(said: SaidCampaign) -> bool:
    """Say whether a campaign reaches any customer."""
    segments = [said.scenario.segments[cell.segment] for cell in said.cells]
    audience = Audience(
        people=np.array([cell.customers for cell in said.cells], dtype=np.float64),
        attention=np.array([one.media.get(said.campaign.medium, 0.0) for one in segments], dtype=np.float64),
        region=tuple(cell.region for cell in said.cells),
        owners=np.zeros(len(segments)),
    )
    return bool(_falls_on(said.medium, audience).sum() > 0.0)


def _paid(scenario: Scenario, name: str) -> str:
    """Return what comes of a campaign that reaches no customer on a medium."""
    medium = scenario.media[name]
    lists = medium.mailing_list if isinstance(medium, AimedMedium) else None
    if lists is None or not (lists.lead_magnet_cost and lists.buyers_join):
        return "nothing is shown, nor paid"
    return "nothing is shown, though visitors go on joining its list, and what they are given for it is paid"


def _minds_attention(scenario: Scenario, medium: str) -> bool:
    """Say whether it matters on a medium how much people attend to it."""
    regions = tuple(scenario.regions)
    few, many = (
        Audience(np.ones(len(regions)), np.full(len(regions), much), regions, np.zeros(len(regions)))
        for much in (0.0, 1.0)
    )
    kind = scenario.media[medium]
    return bool((_falls_on(kind, few) != _falls_on(kind, many)).any())


def _falls_on(kind: Medium, audience: Audience) -> Floats:
    """Return by which weights cells meet a medium, looking for something, in its state, or always [C]."""
    if isinstance(kind, AimedMedium):
        return kind.chance(audience)
    everywhere = np.ones(len(audience.people))
    met = kind.met_looking(audience, [Bid(kind.cost_per_contact, everywhere, everywhere > 0.0, ad=0)])
    return kind.weights(audience) if met is None else met[0].chance
