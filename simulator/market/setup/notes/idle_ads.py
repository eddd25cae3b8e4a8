"""Idle ad notes: ads that can be met by no customer, and bids where nothing is auctioned."""

from collections.abc import Iterator

from simulator.domain.communication.ads_for_lookers import AdsForLookers
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.said_campaigns import SaidCampaign, said_campaigns
from simulator.scenario.checks.inconsistency import Inconsistency


@NOTES.register("idle_ads")
def idle_ad_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield what of campaigns and media for ads does nothing, and why."""
    scenario, members = channel.scenario, channel.members
    for said in said_campaigns(scenario):
        if said.campaign.bid is not None and not said.medium.is_auctioned:
            told = f"does nothing: {said.campaign.medium} sells no places by auction"
            yield (*said.keys, "bid"), told
        elif isinstance(said.medium, AdsForLookers):
            yield from _unmet(said)
    formats = {member.format for member in members}
    for name, medium in scenario.media.items():
        for number, one in enumerate(medium.met_at() or ()):
            if one not in formats:
                there = ", ".join(sorted(each for each in formats if each))
                told = (
                    f"names no outlet of this channel, so no customer meets its ads there; there are: {there}"
                )
                yield ("media", name, "formats", number), told


def _unmet(said: SaidCampaign) -> Iterator[Inconsistency]:
    """Yield why an ad of a campaign is shown to no customer."""
    least, bid, each = said.medium.cost_per_contact, said.campaign.bid, said.budget_each
    currency = said.scenario.units.currency
    if bid is not None and bid < least:
        told = (
            f"is less than the {least:g} {currency} from which {said.campaign.medium} sells: nothing is shown"
        )
        yield (*said.keys, "bid"), told
    if each < least:
        told = f"leaves {each:g} {currency} a week for each product, which pays for no contact at {least:g}"
        yield (*said.keys, "weekly_budget"), told
