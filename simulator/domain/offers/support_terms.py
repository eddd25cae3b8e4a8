"""Support: help for owners of a product in use, by which member, how fast and for what."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.base.record import TerseRecord
from simulator.domain.units import WEEKS_PER_YEAR, Amount, Name

SELLER = "seller"
"""Stands for the outlet at which the unit in use was bought."""


class SupportTerms(TerseRecord):
    """Support after the sale (service contacts). The last in the list holds.

    Owners of what is in use now and then ask for help. They wait until they are answered, give up, or have
    the product in use no longer; whoever waits may ask about something else meanwhile. Digital goods are
    asked about as all others.
    """

    product: Name | None = None
    """The product; left out, all that last: with a `life` or a `subscription` [product]."""
    contacts_per_year: Annotated[float, Field(ge=0, le=WEEKS_PER_YEAR)]
    """How often an owner asks for help, once a week at most, from the week after its purchase [contacts per
    owner and year of use]."""
    answered_by: Name | None = None
    """The member that answers; `seller`: the outlet at which the unit in use was bought; left out, the
    manufacturer, which answers, too, for what was owned when the run opened [name of a member]."""
    weekly_capacity: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    """How many contacts under these terms each answering member answers in a week, first come, first served;
    left out, any number, at once [contacts per week]."""
    patience_weeks: Annotated[int, Field(ge=1, le=2600)] | None = None
    """After how many weeks without an answer a customer gives up; left out, never [weeks]."""
    cost: Amount = 0.0
    """What answering costs the member that answers: hours and tools [currency per contact]."""
    fee: Amount = 0.0
    """What the manufacturer pays a member other than itself that answers [currency per contact]."""


def place_of_support(support: Sequence[SupportTerms], product: str) -> int | None:
    """Return the place of the last terms that mean a product; none if there are none."""
    return next((at for at in reversed(range(len(support))) if support[at].product in (None, product)), None)
