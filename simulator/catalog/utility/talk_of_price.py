"""Talk of price: utility by which a price stands out against the one remembered, where it is talked about.

    V = … + β · κ · h · [ (r − p)₊ − η (p − r)₊ ]

κ is *reference talk*, h how far the cell heard of price (share of talk that is of price, times the share of
people who heard any: the mean over those who heard and those who did not), r the price remembered of the
product (`mechanisms/choice/reference_price.py`), p what the customer would pay. At p = r talk changes
nothing, whatever is said. It is fleeting: neither surplus nor what an undercut takes counts it.
Source: Winer (1986); Kalyanaram & Winer (1995), Marketing Science 14(3). Loss aversion η is disputed: 1
unless a source says so.
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY
from simulator.mechanisms.choice.reference_price import gain_and_loss


@UTILITY.register("talk_of_price")
class TalkOfPrice(UtilityTerm):
    """Add the utility of paying less than is remembered, and take that of paying more, as talk has it."""

    reason: ClassVar = "price"
    place: ClassVar = 20
    barrier: ClassVar = "message"
    steady: ClassVar = True
    fleeting: ClassVar = True
    reads: ClassVar = ("price_sensitivity",)
    symbol: ClassVar = (
        "{price_sensitivity} · {reference_talk} · talk of price · (price below the remembered one − "
        "{loss_aversion} · price above it)"
    )

    reference_talk: Annotated[float, Field(ge=0, le=10), Off("price_talk", 0.0)] = 0.0
    """How much more a price weighs, as far as it differs from the one remembered, where all talk is of price;
    0: talk of price works by 'response.price_talk', if at all [share of sensitivity]."""
    reference_carryover: Annotated[float, Field(ge=0, le=1)] = 0.7
    """What is left, a week later, of how far what is remembered is from what is seen [share per week]."""
    loss_aversion: Annotated[float, Field(ge=0, le=10)] = 1.0
    """What a price above the remembered one weighs over one as far below, in talk; disputed, so 1 unless a
    source says otherwise [multiple]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return how far the price is above the one remembered [currency], and what one heard of price."""
        del shopper, visit
        above = offer.price_paid - offer.reference_price
        return {"price_above_reference": above, "heard_of_price": offer.heard_of_price}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return β κ h times the gain less η times the loss [utils]."""
        del visit
        gain, loss = gain_and_loss(offer.reference_price, offer.price_paid)
        return weight(shopper, offer) * (gain - shopper.loss_aversion * loss)

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield the gain alone: talk keeps no customer from a price below the one remembered."""
        del visit
        yield weight(shopper, offer) * gain_and_loss(offer.reference_price, offer.price_paid)[0]

    @classmethod
    def per_sensitivity(cls, shopper: Any, offer: Any) -> Any:
        """Return κ h times the gain less η times the loss [currency]."""
        gain, loss = gain_and_loss(offer.reference_price, offer.price_paid)
        return shopper.reference_talk * offer.heard_of_price * (gain - shopper.loss_aversion * loss)


def weight(shopper: Any, offer: Any) -> Any:
    """Return β κ h [utils per currency]."""
    return shopper.price_sensitivity * (shopper.reference_talk * offer.heard_of_price)
