"""Loyalty: utility of the outlet that one bought at last.

    V = … + λ · [outlet = last outlet]

Source: state dependence, Guadagni & Little (1983), Marketing Science 2(3); Keane (1997).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.numerics.ragged import NONE
from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("loyalty")
class Loyalty(UtilityTerm):
    """Add the utility of the outlet of the last purchase."""

    reason: ClassVar = "trust"
    place: ClassVar = 10
    steady: ClassVar = True
    remembers: ClassVar = {"last_outlet": NONE}
    symbol: ClassVar = "{loyalty} · [bought there last]"

    loyalty: Annotated[
        float, Field(ge=0, le=50), Off("loyalty", 0.0, "Having bought at an outlet brings no customer back.")
    ] = 0.0
    """Utility of the outlet one bought at last [utils]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return 1 where the last purchase was made there, else 0."""
        del visit
        return {"last_outlet": shopper.last_outlet == offer.outlet}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return λ where the last purchase was made there, else zero [utils]."""
        del visit
        return shopper.loyalty * (shopper.last_outlet == offer.outlet)

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return the outlet as the last one."""
        del shopper
        return {"last_outlet": offer.outlet}
