"""Brand equity: utility of a product's name, beyond what people believe that the product delivers.

    V = … + w · B

w: what a name of full equity is worth to the segment over one of none; B: what the cell's people make of the
name this week (`mechanisms/communication/brand_equity.py`). The name is had with the product, so surplus
counts it. It counts at every outlet alike: a name that was diluted at one sells less at all of them.

Off by default. Source: equity as the utility that a brand name adds, Kamakura & Russell (1993), International
J. of Research in Marketing 10(1); Yoo, Donthu & Lee (2000), J. Academy of Marketing Science 28(2).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("brand_equity")
class BrandEquity(UtilityTerm):
    """Add the utility of what a product's name is worth."""

    reason: ClassVar = "trust"
    place: ClassVar = 20
    per: ClassVar = "cell"
    symbol: ClassVar = "{brand_equity} · equity of the name"

    brand_equity: Annotated[float, Field(ge=0, le=50), Off("brand_equity", 0.0)] = 0.0
    """Utility of a name of full equity over one that is worth nothing, w [utils]."""

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the equity."""
        del shopper, visit
        return {"brand_equity": offer.brand_equity}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return w times the equity of the product's name [utils]."""
        del visit
        return shopper.brand_equity * offer.brand_equity
