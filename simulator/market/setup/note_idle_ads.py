"""Idle ad notes: ads that can be met by no customer, and bids where nothing is auctioned."""

from collections.abc import Iterator, Sequence

from simulator.domain.channel.member import Member
from simulator.domain.communication.ads_for_lookers import AdsForLookers
from simulator.domain.communication.message import Campaign
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def idle_ad_notes(scenario: Scenario, members: Sequence[Member]) -> Iterator[Inconsistency]:
    """Yield what of campaigns and media for ads does nothing, and why."""
    for at, campaign in enumerate(scenario.campaigns):
        medium = scenario.media[campaign.medium]
        if campaign.bid is not None and not medium.is_auctioned:
            told = f"does nothing: {campaign.medium} sells no places by auction"
            yield ("campaigns", at, "bid"), told
        elif isinstance(medium, AdsForLookers):
            yield from _unmet(scenario, at, campaign, medium)
    formats = {member.format for member in members}
    for name, medium in scenario.media.items():
        for number, one in enumerate(medium.met_at() or ()):
            if one not in formats:
                there = ", ".join(sorted(each for each in formats if each))
                told = (
                    f"names no outlet of this channel, so no customer meets its ads there; there are: {there}"
                )
                yield ("media", name, "formats", number), told


def _unmet(scenario: Scenario, at: int, campaign: Campaign, medium: AdsForLookers) -> Iterator[Inconsistency]:
    """Yield why an ad of a campaign is shown to no customer."""
    least, currency = medium.cost_per_contact, scenario.units.currency
    own = [one for one in scenario.products.values() if one.maker == scenario.focal_maker]
    each = campaign.weekly_budget / (1 if campaign.product else max(1, len(own)))
    if campaign.bid is not None and campaign.bid < least:
        told = f"is less than the {least:g} {currency} from which {campaign.medium} sells: nothing is shown"
        yield ("campaigns", at, "bid"), told
    if each < least:
        told = f"leaves {each:g} {currency} a week for each product, which pays for no contact at {least:g}"
        yield ("campaigns", at, "weekly_budget"), told
