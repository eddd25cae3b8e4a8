"""Price: utility that paying the price costs.

    V = … − β · p · salience      (salience: 1 + ψ · how far people heard of price)

β is each customer's own, lognormal around the segment's median; *price felt* is p times salience, less what
is felt less because it is paid later. Talk of quality thus makes the price weigh less. Source: McFadden
(1974); salience of price, Mela, Gupta & Lehmann (1997).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("price")
class Price(UtilityTerm):
    """Add the disutility of the price, as it is felt this week."""

    reason: ClassVar = "price"
    place: ClassVar = 10
    barrier: ClassVar = "message"
    steady: ClassVar = True
    reads: ClassVar = ("price_sensitivity",)
    symbol: ClassVar = "− {price_sensitivity} · price felt"

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the price felt."""
        del shopper, visit
        return {"price_felt": offer.price_felt}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return −β times the price felt [utils]."""
        del visit
        return -(shopper.price_sensitivity * offer.price_felt)

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield the same without talk of price."""
        yield cls.value(shopper, offer, visit) / shopper.salience

    @classmethod
    def per_sensitivity(cls, shopper: Any, offer: Any) -> Any:
        """Return minus the price felt [currency]."""
        del shopper
        return -offer.price_felt
