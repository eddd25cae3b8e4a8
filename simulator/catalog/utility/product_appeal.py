"""Product appeal: utility of having the product at all, independent of the benefits it delivers.

    V = … + a_product

Source: the alternative-specific constant of a product, Train (2009), ch. 2.
"""

from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("product_appeal")
class ProductAppeal(UtilityTerm):
    """Add the utility of a product for its own sake."""

    reason: ClassVar = "benefits"
    place: ClassVar = 30
    per: ClassVar = "cell"
    symbol: ClassVar = "appeal of the product"

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return the appeal [utils]."""
        return {"appeal": product.appeal}

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the appeal."""
        del shopper, visit
        return {"appeal": offer.appeal}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return a of the product [utils]."""
        del shopper, visit
        return offer.appeal
