"""Suggestions made: what outlets suggested to customers this week, and what came of it."""

from dataclasses import dataclass

from simulator.base.arrays import Flags, Integers


@dataclass(frozen=True)
class SuggestionsMade:
    """Suggestions of a week, one row a customer."""

    customer: Integers
    offer: Integers
    """The product suggested, at the outlet that suggests it."""
    needs: Flags
    """Whether a need arose by it."""
    units: Integers
    """Units of the product that the need took there and then [quantity steps]."""
    others: Integers
    """Units of other products of its category that it took there [quantity steps]."""
