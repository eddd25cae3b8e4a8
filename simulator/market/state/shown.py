"""Shown: what one contact with a campaign that aims does to a customer, by its cell."""

from dataclasses import dataclass

from simulator.base.arrays import Floats


@dataclass(frozen=True)
class Shown:
    """What a contact of a week comes to."""

    contacts: Floats
    """What it counts, in its season and as new as its message is [contacts, C]."""
    weight: Floats
    """How far it moves a belief in each benefit toward what is claimed [share, C, B]."""
    answers: Floats
    """Chance that it answers each question about the product [share, C, K]."""
    beyond: Floats
    """How far what is claimed goes beyond what the cell believes [C, B]."""
    of_price: float | None
    """How far it is talk of price; none: talk of price moves no customer [share]."""
