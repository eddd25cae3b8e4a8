"""Own first: the marketplace shows its own offer unless another is clearly cheaper.

    own offer in the box  iff  p_own ≤ (1 + favour) · min p of the others

Where it has no offer in stock, the lowest price stands there; between equals a seller's own number decides,
the same every week.
Source: self-preferencing as in Hagiu, Teh & Wright (2022), Should Platforms Be Allowed to Sell on Their Own
Marketplaces?, RAND Journal of Economics 53(2); how much it favours itself is a choice.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.buy_box import BoxOffer, BuyBoxPolicy
from simulator.domain.registries import BUY_BOX


@BUY_BOX.register("own_first")
class OwnFirst(BuyBoxPolicy):
    """Show one's own offer while it is not much dearer than the cheapest."""

    favour: Annotated[float, Field(ge=0, le=10)] = 0.05
    """How much dearer its own offer may be and still stand in the box [share of the others' lowest price]."""

    def holder(self, offers: Sequence[BoxOffer]) -> int:
        """Return the place of its own offer if that is cheap enough, else of the cheapest."""
        return min(range(len(offers)), key=lambda at: self.rank(offers[at]))

    def rank(self, offer: BoxOffer) -> tuple[float, bool, float]:
        """Return the ranking key of an offer: price as counted, own offers first, then a random number."""
        raised = offer.price if offer.is_own else offer.price * (1.0 + self.favour)
        return raised, not offer.is_own, offer.luck
