"""Equity terms: what builds a product's name, and what wears it out, week by week."""

from typing import Annotated

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.units import Share


class EquityTerms(Record):
    """What moves brand equity, in all segments alike (`mechanisms/communication/brand_equity.py`)."""

    from_advertising: Share = 0.02
    """Share of what a name lacks of full equity that it gains in a week in which everybody has it in the ear,
    from campaigns, shelves and owners (choice) [per week]."""
    from_owners: Share = 0.02
    """How far a name comes in a week to owners' satisfaction if everybody owns the product: content ones
    build it, others take from it (choice) [share of the distance, per week]."""
    from_outlets: Share = 0.02
    """How far a name comes in a week to the image of the outlets where everybody sees it; outlets without an
    `image` leave it alone (choice) [share of the distance, per week]."""
    dilution: Annotated[Share, Off("dilution", 0.0, "Deals and outlets of low image dilute no name.")] = 0.02
    """What a name loses in a week in which all see it at a deal: that share of it; where all see it at an
    outlet of lower image: that share of the distance, beside `from_outlets` (choice) [per week]."""
    deal_below: Share = 0.05
    """How far below the list price a price is a deal: more than that (choice) [share of the list price]."""
    decay: Share = 0.01
    """What of a name is forgotten in a week in which nothing is heard or seen of it (choice) [per week]."""
