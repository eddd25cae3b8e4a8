"""Waiting for help: utility that a product loses where its owner waited for help with it.

    V = … − h · w

w: for how many weeks the customer has waited for help with what it has of the product since it took the last
unit, answered at last or in vain (`support`). It expects to be helped as it was, so it is less ready to buy
the product again, or to pay for another period; after a purchase the weeks begin anew. Who never waited, or
had it answered in the week in which it asked, loses nothing.

Assumes: each week weighs the same; waiting is held against the product, wherever it is bought next and
whoever was to answer; it counts in surplus, as believed and as experienced. It is not `steady`: weeks pass
between purchases. Off by default; no published size is known to us.
Source: Taylor (1994), Waiting for service, J. Marketing 58(2); Smith, Bolton & Wagner (1999), A model of
customer satisfaction with service encounters involving failure and recovery, J. Marketing Research 36(3).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("waiting_for_help")
class WaitingForHelp(UtilityTerm):
    """Add the disutility of having waited for help with the product."""

    reason: ClassVar = "trust"
    place: ClassVar = 40
    symbol: ClassVar = "− {waiting_for_help} · weeks of waiting for help with the product"

    waiting_for_help: Annotated[float, Field(ge=0, le=50), Off("support", 0.0)] = 0.0
    """How much less a product is worth for each week of waiting for help with the last unit of it, where
    there is `support`, h [utils per week]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return for how many weeks help was waited for."""
        del visit
        return {"weeks_unhelped": shopper.weeks_unhelped[offer.product]}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return −h w [utils]."""
        del visit
        return -(shopper.waiting_for_help * shopper.weeks_unhelped[offer.product])
