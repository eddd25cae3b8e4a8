"""Satisfaction: utility of a product by how content its last unit left the customer.

    V = … + s · (S − ½)

S: how satisfied the customer was with the unit that it took last of the product, or 0 if one has failed
since (`mechanisms/experience/satisfaction.py`); ½ of what it never had. S is kept for each customer and
product, in 4 bytes, beside 4 that count how often it has had the product. It counts whatever the customer
believes: what it learnt of the product is told by `own_experience`, what it does about the category by
`leaving`.

Assumes: what counts is the last experience, and it does not fade; one half leaves a product as it is, as with
`leaving`; it is held against the product, wherever it was bought; it is a liking, so it counts in surplus, as
believed and as experienced.
Off by default; no published size in utils is known to us. Source: satisfaction and the intention to buy
again, Oliver (1980), J. Marketing Research 17(4); buying again in fact, LaBarbera & Mazursky (1983), J.
Marketing Research 20(4).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("satisfaction")
class Satisfaction(UtilityTerm):
    """Add the utility of having been satisfied with a product."""

    reason: ClassVar = "trust"
    place: ClassVar = 50
    steady: ClassVar = True
    remembers_of_products: ClassVar = {"satisfaction": 0.5}
    symbol: ClassVar = "{satisfaction_weight} · (satisfaction with its last unit − ½)"

    satisfaction_weight: Annotated[
        float,
        Field(ge=0, le=50),
        Off(
            "satisfaction", 0.0, "How content customers were with a product moves no later choice of theirs."
        ),
    ] = 0.0
    """How much more a product is worth to a customer fully satisfied with its last unit than to a customer
    not satisfied at all, s [utils per unit of satisfaction]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return how satisfied the customer was."""
        del visit
        return {"satisfaction": shopper.own["satisfaction", offer.product]}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return s (S − ½) [utils]."""
        del visit
        return shopper.satisfaction_weight * (shopper.own["satisfaction", offer.product] - 0.5)

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return how satisfied the customer is with the unit."""
        del shopper
        return {"satisfaction": offer.satisfaction}

    @classmethod
    def after_failure(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return how satisfied the customer is with a unit that failed."""
        del shopper
        return {"satisfaction": offer.satisfaction}
