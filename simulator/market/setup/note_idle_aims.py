"""Idle aim notes: media that aim at a state in which no customer can ever be."""

from collections.abc import Iterator, Sequence
from itertools import product

from simulator.domain.channel.member import Member
from simulator.domain.communication.aimed_medium import NEVER, AimedMedium, CustomerState
from simulator.domain.communication.aims import is_meant
from simulator.domain.communication.message import Campaign
from simulator.market.state.aimed_media import makers_on
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def idle_aim_notes(scenario: Scenario, members: Sequence[Member]) -> Iterator[Inconsistency]:
    """Yield formats without an outlet, campaigns without reach for that, and budgets for no contact."""
    formats = sorted({member.format for member in members if member.format})
    for name, medium in scenario.media.items():
        if not isinstance(medium, AimedMedium):
            continue
        for number, one in enumerate(medium.formats):
            if one not in formats:
                told = (
                    f"names no outlet of this channel, so nobody visits one; there are: {', '.join(formats)}"
                )
                yield ("media", name, "formats", number), told
        if not makers_on(scenario, name):
            yield ("media", name), "does nothing: no campaign runs on it, so that nobody is remembered for it"
        elif medium.mailing_list and not medium.mailing_list.buyers_join:
            yield ("media", name), "has lists that nobody ever joins: nothing is shown, nor paid"
    yield from _unmet(scenario, formats)


def _unmet(scenario: Scenario, formats: list[str]) -> Iterator[Inconsistency]:
    """Yield campaigns on media that aim which no customer ever meets."""
    for at, campaign in enumerate(scenario.campaigns):
        medium = scenario.media[campaign.medium]
        if not isinstance(medium, AimedMedium):
            continue
        if not set(medium.formats) & set(formats):
            told = (
                f"reaches nobody on {campaign.medium}, which aims at visitors of outlets that are not there"
            )
            yield ("campaigns", at), told
        yield from _meant_for_none(scenario, at, campaign, medium)
        own = [one for one in scenario.products.values() if one.maker == scenario.focal_maker]
        each = campaign.weekly_budget / (1 if campaign.product else max(1, len(own)))
        if each < medium.cost_per_contact:
            least = f"{medium.cost_per_contact:g} {scenario.units.currency}"
            told = f"leaves {each:g} a week for each product, which pays for no contact at {least}"
            yield ("campaigns", at, "weekly_budget"), told


def _meant_for_none(
    scenario: Scenario, at: int, campaign: Campaign, medium: AimedMedium
) -> Iterator[Inconsistency]:
    """Yield aims of a campaign at an audience, or a stage, in which its medium reaches no customer."""
    has_list = (True, False) if medium.mailing_list else (False,)
    states = (CustomerState(*state) for state in product((1, NEVER), has_list, (True, False), (True, False)))
    within = [state for state in states if medium.reaches(state)]
    if not any(is_meant(campaign.audiences, None, state) for state in within):
        told = f"reaches nobody: {campaign.medium} reaches none of these audiences"
        yield ("campaigns", at, "audiences"), told
    lasts = [need.lasts_weeks for segment in scenario.segments.values() for need in segment.needs.values()]
    if campaign.stages and max(lasts, default=1) == 1 and not {"no_need", "ordered"} & {*campaign.stages}:
        told = "reaches nobody: no need is open beyond its week, so that none stands there as campaigns run"
        yield ("campaigns", at, "stages"), told
