"""First: the supplier of the contract drawn first gets every order (single sourcing).

Assumes a lasting relation: neither prices nor an empty warehouse move the buyer to another supplier; when the
first one departs, the next takes its place.
"""

from collections.abc import Sequence
from typing import ClassVar

from simulator.domain.decisions.sourcing import SourcingPolicy, SupplyOffer
from simulator.domain.registries import SOURCING


@SOURCING.register("first")
class First(SourcingPolicy):
    """Order everything from the first supplier."""

    is_fixed: ClassVar[bool] = True

    def rank(self, offers: Sequence[SupplyOffer]) -> list[int]:
        """Return the places as they are."""
        return list(range(len(offers)))
