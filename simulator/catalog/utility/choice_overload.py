"""Choice overload: utility that weighing more different products than is easy takes from each of them.

    V = … − o · (n − m)₊

n: how many different products the customer sees in the visit, in stock or not; m: how many are weighed with
ease. Outlets do not count: the same product at many shops is no more to weigh. All offers of a visit lose the
same, so overload moves nobody from one to another, and some to going without.

Assumes: each product beyond ease costs the same. What an offer takes from others (harm) is counted at the
utility that they have: that without it there would have been less to weigh is left out. It is not `steady`: a
product that is gone, or newly known, moves all others, so open needs look in every week.

Off by default: over 50 experiments the mean effect is about zero, Scheibehenne, Greifeneder & Todd (2010),
J. Consumer Research 37(3); it depends on how hard the choice is, Chernev, Böckenholt & Goodman (2015),
J. Consumer Psychology 25(2).
Source: Iyengar & Lepper (2000), J. Personality and Social Psychology 79(6).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("choice_overload")
class ChoiceOverload(UtilityTerm):
    """Add the disutility of weighing more products than is easy."""

    reason: ClassVar = "benefits"
    place: ClassVar = 70
    symbol: ClassVar = "− {choice_overload} · (different products seen − {products_with_ease})₊"

    choice_overload: Annotated[
        float,
        Field(ge=0, le=50),
        Off("choice_overload", 0.0, "However many products there are to weigh, nobody is put off by it."),
    ] = 0.0
    """Utility that each different product seen beyond `products_with_ease` takes from all, o [utils per
    product]."""
    products_with_ease: Annotated[float, Field(ge=1, le=1e6)] = 6.0
    """How many different products are weighed with ease, m; six, as many jams as did not put off
    (choice) [products]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return how many different products are seen."""
        del shopper, offer
        return {"products_seen": visit.products}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return −o times the products beyond ease, zero for as many as are weighed with ease [utils]."""
        del offer
        beyond = visit.products - shopper.products_with_ease
        return -(shopper.choice_overload * (beyond * (beyond > 0)))
