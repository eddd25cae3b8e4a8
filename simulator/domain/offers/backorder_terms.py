"""Backorders: outlets that take customers' orders for what they do not have, and fill them when they do."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import TerseRecord
from simulator.domain.channel.selector import Who
from simulator.domain.units import Name


class BackorderTerms(TerseRecord):
    """Outlets that accept backorders of a product. The last in the list holds.

    A customer weighs waiting like any other offer, at a cost per week that her segment says. She pays the
    price of the week in which she orders when she gets the goods, and has no other need of the category
    until then.
    """

    at: Who
    """The outlets that take such orders."""
    product: Name | None = None
    """The product; left out, all that they have but digital goods [product]."""
    promised_weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    """How long they say it takes, right or wrong (`lateness`: what customers make of that); left out, what it
    took on average in the last 26 weeks, at first the lead time agreed with their supplier [weeks]."""
