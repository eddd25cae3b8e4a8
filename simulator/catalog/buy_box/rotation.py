"""Rotation: all offers close to the lowest price take random turns in the box.

    close: p̃ ≤ (1 + tolerance) · min p̃,     p̃ = p · (1 + handicap) if sent by the seller, else p

With a tolerance of zero only equals take turns. Source: sellers of like price share the box over time,
Chen, Mislove & Wilson (2016), WWW '16; how close is close is a choice.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.catalog.buy_box.handicap import Handicap
from simulator.domain.decisions.buy_box import BoxOffer
from simulator.domain.registries import BUY_BOX


@BUY_BOX.register("rotation")
class Rotation(Handicap):
    """Show each week another one of the offers that are close to the cheapest."""

    tolerance: Annotated[float, Field(ge=0, le=10)] = 0.02
    """How far above the cheapest an offer still takes its turn [share of the cheapest price]."""

    def holder(self, offers: Sequence[BoxOffer]) -> int:
        """Return the place of the offer drawn among the close ones."""
        counted = [self.counted(offer) for offer in offers]
        most = min(counted) * (1.0 + self.tolerance)
        close = [at for at, price in enumerate(counted) if price <= most]
        return min(close, key=lambda at: (offers[at].turn, counted[at]))
