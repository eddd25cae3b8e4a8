"""Doubt: utility that not having seen the product costs, less what advice has resolved.

    V = … − n · u_product · (1 − expertise of the adviser)

n: information need of the segment; u: uncertainty of the product. Source: perceived risk, Bauer (1960);
Nelson (1970).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("doubt")
class Doubt(UtilityTerm):
    """Add the disutility of not having seen the product, less what advice resolves."""

    reason: ClassVar = "trust"
    place: ClassVar = 20
    barrier: ClassVar = "fit"
    steady: ClassVar = True
    reads: ClassVar = ("information_need",)
    symbol: ClassVar = "− {information_need} · uncertainty of the product · (1 − expertise of the adviser)"

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return the uncertainty u [utils]."""
        return {"uncertainty": product.uncertainty}

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the uncertainty that advice has left."""
        del shopper
        return {"doubt": offer.uncertainty * visit.doubt_left}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return minus the doubt that advice has left [utils]."""
        return -(shopper.information_need * offer.uncertainty * visit.doubt_left)

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield nothing: nothing is in doubt."""
        del shopper, offer, visit
        yield from ()
