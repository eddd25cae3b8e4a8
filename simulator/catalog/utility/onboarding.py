"""Onboarding: what a first unit is worth less at home where its outlet gives too little help with it.

    V^x = V − o · (1 − k) · ½ Σ_m (need_m − capability_m)₊,      m: education, hands-on help

k: whether the customer has had the product before, and knows how to use it. The choice does not move: who
buys expects to be helped as the product asks for, and finds out at home. So it tells in satisfaction, and by
it in leaving, talk and ratings, in what is sent back, and in surplus as experienced. What customers foresee
of an outlet that does not fit is `channel_fit`.

Assumes: one unit is enough to learn, even one that goes straight back; owners at the start have learnt; help
lacking is felt as less of the product, whatever else was told of it; nobody asks another outlet, or the
manufacturer, for help.
Off by default; no published size is known to us. Source: service output "customer education" after the sale,
Coughlan, Anderson, Stern & El-Ansary, Marketing Channels; value in use by customers' own learning, Vargo &
Lusch (2004), Journal of Marketing 68(1).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.catalog.utility.channel_fit import ChannelFit
from simulator.domain.people.found_at_home import FoundAtHome
from simulator.domain.product.service_requirements import REQUIREMENTS
from simulator.domain.registries import UTILITY
from simulator.mechanisms.choice.channel_fit import shortfall

HELP = ("education", "hands_on")
"""The requirements that are help in using a product."""
SHARES = tuple(1.0 / len(HELP) if name in HELP else 0.0 for name in REQUIREMENTS)
"""How much each requirement counts, in their order."""


@UTILITY.register("onboarding")
class Onboarding(FoundAtHome):
    """Add nothing to the choice; take from the first unit at home what help it lacks."""

    reason: ClassVar = "benefits"
    place: ClassVar = 70
    remembers_of_products: ClassVar = {"knows_how": 0.0}
    owned_at_start: ClassVar = {"knows_how": 1.0}
    symbol: ClassVar = "(at home, the first time: − {onboarding} · help that its outlet lacks)"

    onboarding: Annotated[
        float,
        Field(ge=0, le=50),
        Off("onboarding", 0.0, "Customers make as much of a product without its outlet's help as with it."),
    ] = 0.0
    """What a first unit is worth less where an outlet gives no education and no hands-on help, and the
    product asks for both in full in its `needs`. Nobody foresees it; `fit` says what is foreseen [utils]."""

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the capabilities, in the order of requirements."""
        return ChannelFit.of_outlet(outlet)

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return what the product asks for, in the order of requirements."""
        return ChannelFit.of_product(product)

    @classmethod
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what is missed at home [utils]."""
        del visit
        is_new = 1.0 - shopper.own["knows_how", offer.product]
        yield -(shopper.onboarding * is_new * shortfall(SHARES, offer.requirements, offer.capabilities))

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return that the customer knows how to use the product."""
        del shopper, offer
        return {"knows_how": 1.0}
