"""Aimed medium: a medium that is shown to customers in a state of their own, one by one.

What outlasts a need tells who is meant: when a customer looked last at some kinds of outlets, whether it is
on a mailing list, what it has, what it has left. Each week a campaign is met by customers in the state, or
not,

    chance that one in the state meets it = min(1, noticed · attention)

by a word of its own, once a week at most; where the budget does not reach them all, those with the least
words do, so that a larger one is shown to the same ones and to more. A campaign may be meant for some of them
alone (`aims.py`). Where nobody is in the state, nothing is shown nor paid. A contact adds to what the
customer itself has heard of the product, beside what its cell has heard
(`mechanisms/communication/awareness.py`), and moves what it itself believes, beside what its cell does, as
contacts per head move a cell (`mechanisms/communication/belief_updating.py`): so nobody else comes to know
the product by that, nor to believe what is said. What one believes itself is moved on by all that its cell
hears, and forgotten as fast.

Talk of price is heard by those alone that were shown it, beside what their cells have heard
(`mechanisms/communication/price_talk.py`).

Assumes: what is said is not what makes a name worth something. Where a message wears out, it does so in the
mean of the cell, among those that it is shown to.

IMPLEMENT: a class in the registry of media with parameters as fields, and `reaches`; `mailing_list` as well,
if customers join one.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium
from simulator.domain.units import Name

NEVER = 1_000_000
"""Weeks since what never was [weeks]."""


@dataclass(frozen=True, slots=True)
class CustomerState:
    """What outlasts a customer's needs: of one customer as numbers, of many as columns."""

    weeks_since_visit: Any
    """How long ago it looked first with a need of the product's category, and saw one at an outlet of the
    medium's formats; NEVER: it has not yet [weeks]."""
    is_on_list: Any
    """Whether it is on the list of the product's maker."""
    has_had: Any
    """Whether it has ever had the product."""
    has_left: Any
    """Whether it has left the product's category."""
    stage: Any = 0
    """How far its need of the category has come, a place in `NEED_STAGES`."""


@dataclass(frozen=True, slots=True)
class MailingList:
    """How customers join a maker's mailing list, and leave it."""

    visitors_join: float
    """Sign-up rate: visitors that see a product of the maker's where joining is offered, and join [share]."""
    buyers_join: float
    """Sign-up rate of buyers: customers that buy one there, and join [share]."""
    lead_magnet_cost: float
    """What each that joins is given costs the maker [currency]."""
    unsubscribes: float
    """Unsubscribe rate: recipients that leave the list, for good, after a mail they meet [share]."""


class AimedMedium(Medium):
    """A medium that reaches customers by a state of their own; a kind says which (`reaches`)."""

    formats: Annotated[list[Name], Field(min_length=1, max_length=20)]
    """Kinds of outlets with visitors that it can be shown to later [formats of outlets]."""
    noticed: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Customers in the state, attending to it with a weight of 1, that meet a campaign in a week (choice)
    [share]."""

    @model_validator(mode="after")
    def _counts_customer_by_customer(self) -> Self:
        if self.weekly_room is not None:
            raise ValueError("a customer meets a campaign there once a week at most; leave out weekly_room")
        for name in ("carry_over", "saturation"):
            if getattr(self, name):
                raise ValueError(
                    f"what a customer has met there is its own, and fades by the response's retention; "
                    f"leave out {name}"
                )
        return self

    def weights(self, audience: Audience) -> Floats:
        """Return nothing: it falls on customers by their state."""
        return np.zeros_like(audience.people)

    def chance(self, audience: Audience) -> Floats:
        """Return the share of customers in the state that meet a campaign in a week [share, C]."""
        return np.minimum(1.0, self.noticed * audience.attention)

    @abstractmethod
    def reaches(self, state: CustomerState) -> Any:
        """Say whether a customer's state is one that it aims at; of many, of each."""

    @property
    def mailing_list(self) -> MailingList | None:
        """Return how customers join a list of it; none: it has no list."""
        return None
