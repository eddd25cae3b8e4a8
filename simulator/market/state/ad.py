"""Ads: what campaigns show this week to customers as they look for something."""

from dataclasses import dataclass

from simulator.base.arrays import Flags, Floats, Words
from simulator.domain.communication.message import Campaign


@dataclass(frozen=True)
class Ad:
    """A campaign about one product, in front of customers that look for something of its category."""

    campaign: Campaign
    product: int
    chance: Words
    """Threshold under which a word of a need means that it meets the ad, cell by cell [C]."""
    key: int
    """Key of the luck that each need has with it."""
    price: Floats
    """What showing it to one need costs [currency, C]."""
    budget: float
    """What it may cost this week [currency]."""
    at: Flags | None
    """At which outlets it is met [O]; none: wherever people look."""
