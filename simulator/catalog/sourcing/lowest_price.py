"""Lowest price: the open supplier with the lowest landed cost gets the order (competitive sourcing).

Landed cost is the price in force, interventions included, and freight where the buyer pays the carrier. Among
equals the sooner delivery goes first, then the buyer's own luck, the same every week. Suppliers that have not
opened yet come last.

Source: procurement by price competition, Elmaghraby (2000), Supply contract competition and sourcing
policies, Manufacturing & Service Operations Management 2(4).
"""

from collections.abc import Sequence

from simulator.domain.decisions.sourcing import SourcingPolicy, SupplyOffer
from simulator.domain.registries import SOURCING


@SOURCING.register("lowest_price")
class LowestPrice(SourcingPolicy):
    """Order everything from the cheapest supplier of the week."""

    def rank(self, offers: Sequence[SupplyOffer]) -> list[int]:
        """Return the places, cheapest first."""

        def key(at: int) -> tuple[bool, float, int, float]:
            offer = offers[at]
            return not offer.is_open, offer.landed_cost, offer.weeks, offer.luck

        return sorted(range(len(offers)), key=key)
