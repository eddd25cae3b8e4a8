"""Idle campaign notes: campaigns that reach no customer, and attention to media that does nothing."""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.communication.medium import Audience, Bid, Medium
from simulator.domain.communication.message import Campaign
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def idle_campaign_notes(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield campaigns that reach no customer, so that nothing is shown nor paid, and idle attention."""
    for at, campaign in enumerate(scenario.campaigns):
        where = tuple(scenario.regions) if campaign.regions is None else tuple(campaign.regions)
        if scenario.customers and not _reached(scenario, campaign, where):
            yield (
                ("campaigns", at),
                f"reaches nobody on {campaign.medium}: {_paid(scenario, campaign.medium)}",
            )
    for name, segment in scenario.segments.items():
        for medium in segment.media:
            if not _minds_attention(scenario, medium):
                told = f"does nothing: {medium} reaches people whatever they attend to"
                yield ("segments", name, "media", medium), told


def _reached(scenario: Scenario, campaign: Campaign, where: tuple[str, ...]) -> bool:
    """Say whether a campaign reaches any customer in some regions."""
    segments = [scenario.segments[name] for name in campaign.segments or scenario.segments]
    attention = [segment.media.get(campaign.medium, 0.0) for segment in segments]
    audience = Audience(
        people=np.ones(len(attention) * len(where)),
        attention=np.tile(np.array(attention, dtype=np.float64), len(where)),
        region=tuple(np.repeat(where, len(attention)).tolist()),
        owners=np.zeros(len(attention) * len(where)),
    )
    return bool(_falls_on(scenario.media[campaign.medium], audience).sum() > 0.0)


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
