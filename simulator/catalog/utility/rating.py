"""Rating: utility that customers read out of reviews, of the product and of the outlet.

    V = … + w (R_product − R₀) + w_o (R_outlet − R₀)

R: what reviews so far come to (`mechanisms/experience/rating.py`); R₀: what is thought where there are none,
so a product without reviews is taken for neither better nor worse. It moves the choice and is worth nothing
afterwards, when customers know for themselves: it is fleeting.

An elasticity ε of a product's sales to its rating is that of w = ε σ / (R (1 − s)), s its share of needs, σ
the scale of luck.
Off by default. Source: Chevalier & Mayzlin (2006), J. Marketing Research 43(3); elasticities, You,
Vadakkepatt & Joshi (2015), J. Marketing 79(2). That people read means, and outlets' too, is a choice.
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("rating")
class Rating(UtilityTerm):
    """Add the utility of being rated above what is thought where there are no reviews."""

    reason: ClassVar = "trust"
    place: ClassVar = 30
    per: ClassVar = "cell"
    fleeting: ClassVar = True
    symbol: ClassVar = (
        "{product_rating} · rating of the product beyond none + {outlet_rating} · that of the outlet"
    )

    product_rating: Annotated[float, Field(ge=0, le=50), Off("reviews", 0.0)] = 0.0
    """Utility of the best rating over the worst, of the product, w [utils]."""
    outlet_rating: Annotated[float, Field(ge=0, le=50), Off("reviews", 0.0)] = 0.0
    """The same of the outlet, by what was bought there, w_o [utils]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return by how much product and outlet are rated above what is thought without reviews."""
        del shopper, visit
        return {"rating": offer.rating, "outlet_rating": offer.outlet_rating}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return w times the product's rating and w_o times the outlet's, both beyond R₀ [utils]."""
        del visit
        return shopper.product_rating * offer.rating + shopper.outlet_rating * offer.outlet_rating
