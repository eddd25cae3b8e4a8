"""Ways to market: every member that is drawn is given the channel that it is a part of, in a manager's words.

A member that says its channel itself keeps it. An outlet of a platform's own is a part of the platform. Any
other outlet is called as its distribution model calls its outlets, or, if that says nothing, by the model's
own name; and whoever sells to no customers as its kind of agent is called. So a new model or a new kind of
agent has its group in every table that is cut by channel, without an edit elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from simulator.domain.channel.distribution_model import DistributionModel, Drawing
from simulator.domain.channel.member import Member
from simulator.domain.registries import AGENTS, DISTRIBUTION_MODELS


def in_their_channels(model: DistributionModel, drawing: Drawing) -> Drawing:
    """Return what a distribution model draws, each member with the channel that it is a part of."""
    there = {member.name: member for member in drawing.members}
    called = model.channel or _name(model).replace("_", " ")
    channels = (_channel(member, there, called) for member in drawing.members)
    named = (
        member if member.channel == channel else member.model_copy(update={"channel": channel})
        for member, channel in zip(drawing.members, channels, strict=True)
    )
    return replace(drawing, members=list(named))


def role_channel(role: str) -> str:
    """Return what a kind of agent is called as a part of the channel: its own word, or its name.

    Kinds of agents bring Mesa along, so they are asked as a market opens, not as a scenario is checked.
    """
    word: str = getattr(AGENTS.get(role), "channel", None) or role.replace("_", " ")
    return word


def with_channels(members: Iterable[Member]) -> Iterator[Member]:
    """Yield members with a channel each: one without is called as its kind of agent, or its platform, is."""
    there = {member.name: member for member in members}
    for member in there.values():
        if member.channel is not None:
            yield member
            continue
        called = member if member.format is None else there.get(member.owner or "", member)
        yield member.model_copy(update={"channel": called.channel or role_channel(called.role)})


def _name(model: DistributionModel) -> str:
    """Return the name under which a model is registered; that of its class, if it is not."""
    kind = type(model)
    return next((name for name, held in DISTRIBUTION_MODELS.items() if held is kind), kind.__name__)


def _channel(member: Member, there: dict[str, Member], called: str) -> str | None:
    """Return the channel of a member drawn by a model of which outlets are *called* so; or none."""
    if member.channel is not None:
        return member.channel
    owner = there.get(member.owner or "")
    if owner is not None:
        return _channel(owner, there, called)
    return None if member.format is None else called
