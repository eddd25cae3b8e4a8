"""Idle campaign notes: campaigns that reach no customer, and attention to media that does nothing."""

from collections.abc import Iterator

import numpy as np

from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.communication.medium import Audience
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.people_reached import contacts_by_cell, segments_reached
from simulator.market.setup.said_campaigns import SaidCampaign, said_campaigns
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


@NOTES.register("idle_campaigns")
def idle_campaign_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield campaigns that reach no customer, so that nothing is shown nor paid, and idle attention."""
    scenario = channel.scenario
    for said in said_campaigns(scenario) if scenario.customers else ():
        told = _why_idle(said)
        if told:
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


def _why_idle(said: SaidCampaign) -> str:
    """Return why a campaign does nothing; empty if it may do something."""
    scenario, campaign, reached = said.scenario, said.campaign, segments_reached(said)
    if not reached:
        attends = _attend(campaign.medium) if _minds_attention(scenario, campaign.medium) else ""
        return f"reaches nobody on {campaign.medium}: {_paid(scenario, campaign.medium)}{attends}"
    if campaign.weekly_budget == 0.0:
        return "reaches nobody: its 'weekly_budget' is 0"
    if campaign.product is None:
        return ""
    category = scenario.products[campaign.product].category
    if any(_needs(scenario, name, category) for name in reached):
        return ""
    return f"reaches nobody that needs {category}: {', '.join(reached)} {'do' if reached[1:] else 'does'} not"


def _attend(medium: str) -> str:
    return f"; say under 'segments.NAME.media' how much of it people attend to, such as {{{medium}: 0.5}}"


def _needs(scenario: Scenario, segment: str, category: str) -> bool:
    need = scenario.segments[segment].needs.get(category)
    return need is not None and need.per_year > 0.0


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
    return bool((contacts_by_cell(kind, few) != contacts_by_cell(kind, many)).any())
