"""Lowest price: the cheapest offer stands in the box; keyed random numbers settle ties.

Source: price as the first determinant of the box, Chen, Mislove & Wilson (2016), An Empirical Analysis of
Algorithmic Pricing on Amazon Marketplace, WWW '16.
"""

from collections.abc import Sequence

from simulator.domain.decisions.buy_box import BoxOffer, BuyBoxPolicy
from simulator.domain.registries import BUY_BOX


@BUY_BOX.register("lowest_price")
class LowestPrice(BuyBoxPolicy):
    """Show the cheapest offer."""

    def holder(self, offers: Sequence[BoxOffer]) -> int:
        """Return the place of the cheapest offer."""
        return min(range(len(offers)), key=lambda at: (offers[at].price, offers[at].luck))
