"""Handicap: the lowest price stands in the box, with a surcharge on sellers that ship themselves.

    p̃ = p · (1 + handicap)      sent by the seller
    p̃ = p                       sent by the marketplace

Between equals a seller's own number decides, the same every week; by `rotation` they would take turns.
Source: fulfilment by the marketplace raises the chance of the box at a given price, Chen, Mislove & Wilson
(2016), WWW '16; the size of the handicap is a choice.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.buy_box import BoxOffer, BuyBoxPolicy
from simulator.domain.registries import BUY_BOX


@BUY_BOX.register("handicap")
class Handicap(BuyBoxPolicy):
    """Show the cheapest offer, with a handicap on sellers that the marketplace does not fulfil."""

    handicap: Annotated[float, Field(ge=0, le=10)] = 0.05
    """How much dearer an offer counts that its seller sends itself [share of its price]."""

    def holder(self, offers: Sequence[BoxOffer]) -> int:
        """Return the place of the offer that counts as cheapest."""
        return min(range(len(offers)), key=lambda at: (self.counted(offers[at]), offers[at].luck))

    def counted(self, offer: BoxOffer) -> float:
        """Return the price as which an offer counts [currency per unit]."""
        return offer.price if offer.is_fulfilled else offer.price * (1.0 + self.handicap)
