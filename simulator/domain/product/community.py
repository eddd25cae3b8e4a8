"""Community of owners: customers that have a product in use, meet, and so stay longer and tell of it more."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Record
from simulator.domain.units import Amount, Share


class Community(Record):
    """Community of a product's owners: the share that joins, what membership does, and its cost.

    A customer that has the product in use is a member with a luck of its own, for life: it is one again with
    its next unit. What a community is worth differs in sign from one to the next, and nothing here is an
    estimate. Source: brand communities, Muniz & O'Guinn (2001), J. Consumer Research 27(4); members stay and
    tell, and normative pressure may turn against both, Algesheimer, Dholakia & Herrmann (2005), J. Marketing
    69(3); members buy less of rivals', Thompson & Sinha (2008), J. Marketing 72(6).
    """

    joins: Share
    """How many customers with the product in use are members [share of owners]."""
    stays: Annotated[float, Field(ge=-100, le=100)] = 0.0
    """How much longer members stay with the category, c₃: after a purchase of the product a member leaves
    with a chance of 1 − (1 − θ)^exp(−c (S − ½) − c₃), where customers leave (`leaving` of a need); below zero
    they leave sooner [number]."""
    talks: Annotated[float, Field(ge=0, le=1000)] = 0.0
    """How much more members talk of it, pleased or not: each is heard as 1 + talks owners are, in word of
    mouth and in what owners are believed to have found (`word_of_mouth`, `owners_credibility`,
    `trust_halved_at`). Who owned it when the run opened is not heard otherwise, and as a member as talks
    owners are [multiple]."""
    weekly_cost: Amount = 0.0
    """What running it costs the manufacturer [currency per owner and week]."""
