"""Waiting: utility that having to wait for an offer costs, where it is out of stock and can be ordered.

    V = … − c · weeks to wait

Source: disutility of waiting, Allon, Federgruen & Pierson (2011), M&SOM 13(4).
"""

from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("waiting")
class Waiting(UtilityTerm):
    """Add the disutility of the weeks until an ordered offer comes."""

    reason: ClassVar = "waiting"
    place: ClassVar = 10
    per: ClassVar = "cell"
    reads: ClassVar = ("waiting_cost",)
    symbol: ClassVar = "− {waiting_cost} · weeks to wait"

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the weeks expected."""
        del shopper, visit
        return {"weeks_to_wait": offer.weeks_to_wait}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return −c times the weeks expected [utils]."""
        del visit
        return -(shopper.waiting_cost * offer.weeks_to_wait)
