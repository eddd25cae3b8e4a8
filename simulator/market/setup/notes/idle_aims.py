"""Idle aim notes: media that aim at a state in which no customer can ever be, and campaigns aimed there."""

from collections.abc import Iterator, Sequence

from simulator.domain.channel.member import Member
from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.communication.aims import is_meant
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.said_campaigns import SaidCampaign, said_campaigns
from simulator.market.setup.states_that_occur import StatesThatOccur
from simulator.market.state.aimed_media import makers_on
from simulator.scenario.checks.inconsistency import Inconsistency


@NOTES.register("idle_aims")
def idle_aim_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield formats without an outlet, campaigns without reach for that, and budgets for no contact."""
    scenario, members = channel.scenario, channel.members
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
    for said in said_campaigns(scenario):
        if isinstance(said.medium, AimedMedium):
            yield from _unmet(said, said.medium, members)


def _unmet(said: SaidCampaign, medium: AimedMedium, members: Sequence[Member]) -> Iterator[Inconsistency]:
    """Yield why no customer, or none of an aim, ever meets a campaign on a medium that aims."""
    occurs, name = StatesThatOccur(said, medium, members), said.campaign.medium
    if not any(member.format in medium.formats for member in members):
        yield said.keys, f"reaches nobody on {name}, which aims at visitors of outlets that are not there"
    elif not occurs.visitors:
        there = ", ".join(said.regions)
        told = f"reaches nobody on {name}: no outlet whose visitors it aims at serves people of {there}"
        yield said.keys, told
    else:
        yield from _meant_for_none(said, occurs)
    if said.budget_each < medium.cost_per_contact:
        least = f"{medium.cost_per_contact:g} {said.scenario.units.currency}"
        told = f"leaves {said.budget_each:g} a week for each product, which pays for no contact at {least}"
        yield (*said.keys, "weekly_budget"), told


def _meant_for_none(said: SaidCampaign, occurs: StatesThatOccur) -> Iterator[Inconsistency]:
    """Yield aims of a campaign at an audience, or a stage, in which its medium reaches no customer."""
    states, audiences = occurs.reached(), said.campaign.audiences or []
    unmet = [one for one in audiences if not any(is_meant([one], None, state) for state in states)]
    if audiences and len(unmet) == len(audiences):
        reasons = dict.fromkeys(occurs.why_without(one) for one in audiences)
        yield (*said.keys, "audiences"), f"reaches nobody: {'; '.join(reasons)}"
    for one in unmet if len(unmet) < len(audiences) else ():
        yield (*said.keys, "audiences", audiences.index(one)), f"reaches nobody: {occurs.why_without(one)}"
    if audiences == ["owner"] and not unmet and not occurs.owners_buy_again():
        told = (
            "is paid for in vain: owners need it no more, neither while they have it in use nor once it is "
            "worn out (while_owning, replaced_per_week)"
        )
        yield (*said.keys, "audiences"), told
    yield from _at_no_stage(said, occurs)


def _at_no_stage(said: SaidCampaign, occurs: StatesThatOccur) -> Iterator[Inconsistency]:
    """Yield stages of a campaign at which no need ever stands as campaigns run."""
    stages = said.campaign.stages or []
    why = {one: told for one in stages if (told := occurs.why_not_at(one))}
    if stages and len(why) == len(stages):
        yield (*said.keys, "stages"), f"reaches nobody: {'; '.join(dict.fromkeys(why.values()))}"
        return
    for one, told in why.items():
        yield (*said.keys, "stages", stages.index(one)), f"reaches nobody: {told}"
