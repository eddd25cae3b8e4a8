"""Medium: a way to reach people with campaigns (a *channel* is a route to market).

Kinds of media differ in the people that they reach. A campaign buys contacts at a price each, and they fall
on the cells (segment × region) by the weights that its medium gives them:

    contacts_c = budget / cost per contact · w_c / Σ w

Where no cell has any weight nothing is shown, nor paid. A kind may bring further contacts at no cost. Ads of
another (`met_looking`) are met by customers as they look for something, contact by contact, and by no other;
others aim at customers in a state of their own (`aimed_medium.py`).
What contacts come to may differ from their number (`mechanisms.communication.media_response`): all of that is
off unless a medium says it.

IMPLEMENT: a class in the registry of media with parameters as fields, and `weights`; `earned` as well, if
contacts bring others, and `met_looking` if it is met by those that look for something.
FOR FREE: `list`, `check`, `describe`, the JSON Schema, payments, ledger and metrics, contract tests.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from simulator.base.arrays import Flags, Floats
from simulator.base.off_value import Off
from simulator.base.record import Chosen, TerseRecord
from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.registries import MEDIA
from simulator.domain.units import Name, Share


@dataclass(frozen=True, slots=True)
class Audience:
    """The people of each cell, as a campaign about one product meets them on a medium this week."""

    people: Floats
    """How many there are [customers, C]."""
    attention: Floats
    """How much they attend to the medium, by their segment's `media` [weight, C]."""
    region: tuple[str, ...]
    """Where they live [region, by cell]."""
    owners: Floats
    """Share of them that have the product [C]."""
    segment: tuple[str, ...] = ()
    """What kind of people they are [segment, by cell]."""


@dataclass(frozen=True, slots=True)
class Bid:
    """What a campaign about one product brings to a medium that customers meet as they look."""

    bid: float
    """What it would pay for a contact at most [currency]."""
    quality: Floats
    """How much of what it says is what the people of a cell care for [share, C]."""
    runs: Flags
    """Where it runs [C]."""
    ad: int
    """Key of what it shows: campaigns that say the same of a product show the same ad."""


@dataclass(frozen=True, slots=True)
class Met:
    """How an ad is met by customers looking for something of its category."""

    chance: Floats
    """How many of them meet it [share, C]."""
    price: Floats
    """What each contact costs [currency, C]."""


class Saturation(TerseRecord):
    """How contacts with a product in effect on a medium come to less and less: Hill's curve."""

    half_at: Annotated[float, Field(ge=1e-6, le=1e6)]
    """Contacts in effect that do half of all that the medium can do [contacts per customer]."""
    steepness: Annotated[float, Field(ge=0.1, le=10)] = 1.0
    """How steep the curve is; above 1 it is S-shaped: few contacts do next to nothing [exponent]."""
    most: Annotated[float, Field(gt=0, le=1e6)] | None = None
    """What any number of contacts come to; left out, as many as 'half_at', so that with a steepness of 1 the
    first one counts in full [contacts per customer and week]."""


class Medium(TerseRecord):
    """A way to reach people, of some kind."""

    cost_per_contact: Annotated[float, Field(ge=1e-4, le=1e9)]
    """What showing a message to one person once costs [currency per contact]."""
    credibility: Share
    """How far what is said there is believed [0 not at all … 1 like one's own eyes]."""
    sold_by: Name | None = None
    """The member of the channel that sells what is shown there and earns what it costs, as a marketplace does
    its listings; left out, what is paid leaves the channel [name of a member]."""
    weekly_room: Annotated[
        Annotated[float, Field(gt=0, le=1e6)] | None,
        Off("media_room", None, "Media have room for all that campaigns pay for."),
    ] = None
    """How often people can be shown something there in a week, by all campaigns together, which share it by
    what they would buy; what there is no room for is not paid; left out, any number of times [contacts per
    customer and week]."""
    season: Annotated[
        float,
        Field(ge=0, le=1),
        Off("media_season", 0.0, "Media are noticed alike in every week of the year."),
    ] = 0.0
    """How far what a contact counts swings around its mean over the year [share of the mean]."""
    peak_week: Annotated[int, Field(ge=1, le=52)] = 50
    """The week of the year in which a contact counts most [week 1 … 52]."""
    wear_out: Annotated[
        float, Field(ge=0, le=100), Off("wear_out", 0.0, "Messages on media are as new as ever.")
    ] = 0.0
    """How fast contacts with a message about a product wear off its novelty [per contact]."""
    novelty_return: Share = 0.05
    """Share of its lost novelty that comes back in a week, where messages wear out (choice) [per week]."""
    carry_over: Annotated[
        float,
        Field(ge=0, le=0.999),
        Off("media_carry_over", 0.0, "Contacts on media count in their own week alone."),
    ] = 0.0
    """What is still in effect of a week's contacts a week later [share per week]."""
    saturation: Annotated[
        Saturation | None,
        Off("media_saturation", None, "Every contact on a medium counts as much as the first."),
    ] = None
    """How contacts with a product come to less and less; left out, each counts as much as the first."""

    @property
    def responds(self) -> bool:
        """Say whether what contacts come to is other than their number."""
        return bool(self.season or self.wear_out or self.carry_over or self.saturation)

    @property
    def payee(self) -> str:
        """Return the party that earns what contacts cost: a member, or the outside world."""
        return OUTSIDE if self.sold_by is None else self.sold_by

    @abstractmethod
    def weights(self, audience: Audience) -> Floats:
        """Return by which weights paid contacts fall on cells [C]; none below zero, zero: not reached."""

    def met_looking(self, audience: Audience, bids: Sequence[Bid]) -> list[Met] | None:
        """Return how customers looking for something of a category meet the ads for its products, one by one.

        None: the medium is met by people whether they look for anything or not.
        """
        del audience, bids
        return None

    @property
    def is_auctioned(self) -> bool:
        """Say whether its places go to what campaigns bid."""
        return False

    def met_at(self) -> tuple[str, ...] | None:
        """Return the formats of outlets at which it is met; none: it is met wherever people look."""
        return None

    def earned(self, audience: Audience, contacts: Floats) -> Floats:
        """Return what contacts come of the paid ones in each cell, at no cost [C]."""
        del audience
        return np.zeros_like(contacts)


type MediumChoice = Annotated[Medium, Chosen(MEDIA, "kind", default="broad")]
