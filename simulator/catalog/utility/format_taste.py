"""Format taste: utility of a format of outlet to customers of different tastes for it (error components).

    V = … + ξ_f,      ξ_f ~ N(0, σ), drawn once for each customer and format f

All outlets of a format share it, and it lasts: a second web store is no second chance to be liked, buyers of
one that closes look to others first, and people come back to the kind that they bought at. The shared luck of
a choice (`choice: dissimilarity`) is drawn anew with every need; this is not. Between formats these tastes
are independent: what two formats have in common is a taste for a trait of both (`channel_taste.py`).

A mean of zero is one of utility, not of sales: as each finds a format it likes, a wider spread sells more in
all. What σ answers to is how many of a web store's buyers buy at the seller's other formats too;
`experiments/channel_loyalty.py` measures it beside published figures. There is no default but none.
Source: error components, Brownstone & Train (1999), J. Econometrics 89; Train (2009), ch. 6.3.
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("format_taste")
class FormatTaste(UtilityTerm):
    """Add the utility of an outlet's format, by tastes that differ among customers."""

    reason: ClassVar = "taste"
    steady: ClassVar = True
    place: ClassVar = 20
    symbol: ClassVar = "own taste for the format (σ {format_taste_spread})"

    format_taste_spread: Annotated[float, Field(ge=0, le=20), Off("heterogeneity", 0.0)] = 0.0
    """Spread of lasting tastes for formats of outlets, each customer's own, σ [utils]."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return nothing: what is drawn for each customer is all that matters."""
        del segment
        return {}

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the format."""
        return {"format": outlet.format or ""}

    @classmethod
    def format_spreads(cls, segment: Any) -> dict[str, float]:
        """Return the standard deviation σ of the taste for each format [utils]."""
        return {"format": segment.format_taste_spread}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return ξ of the outlet's format [utils]."""
        del visit
        return shopper.tastes["format", offer.format]
