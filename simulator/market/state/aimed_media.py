"""Aimed media: media of a run that are shown to customers by a state of their own, and what they look at.

A medium is among them if a campaign runs on it, or an event may begin one: of others nothing is remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import stable_key
from simulator.domain.channel.member import Member
from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class MediumAimed:
    """A medium that aims, and the outlets with the visitors that it aims at."""

    name: str
    medium: AimedMedium
    at: Flags
    """[O] outlets with visits that count."""
    list_keys: dict[int, int]
    """By manufacturer with campaigns on it: the key of the luck with its list, if the medium has lists."""


@dataclass(frozen=True)
class ListOfWeek:
    """What became of a maker's mailing list in a week."""

    medium: str
    maker: int
    joined: Integers
    """[C]"""
    left: Integers
    """[C]"""
    on_list: Integers
    """[C]"""
    lead_magnet_cost: float
    """What each that joined was given cost [currency]."""


def aimed_media(scenario: Scenario, outlets: Sequence[Member]) -> tuple[MediumAimed, ...]:
    """Return the media of a scenario that aim at states of customers, and are used."""
    makers = list(enumerate(scenario.manufacturers))
    return tuple(
        MediumAimed(
            name,
            medium,
            np.array([outlet.format in medium.formats for outlet in outlets], dtype=bool),
            {number: stable_key("list", name, maker) for number, maker in makers if maker in on_it},
        )
        for name, medium in scenario.media.items()
        if isinstance(medium, AimedMedium) and (on_it := makers_on(scenario, name))
    )


def makers_on(scenario: Scenario, medium: str) -> set[str]:
    """Return the manufacturers with campaigns on a medium, from the start or by an event."""
    own = [name for name, one in scenario.products.items() if one.maker == scenario.focal_maker]
    about = {
        name
        for campaign in scenario.campaigns
        if campaign.medium == medium
        for name in ([campaign.product] if campaign.product else own)
    }
    found = {scenario.products[name].maker for name in about}
    for event in scenario.events:
        if any(campaign.medium == medium for campaign in event.action.adds()):
            found.add(event.who if event.who in scenario.manufacturers else scenario.focal_maker)
    return found
