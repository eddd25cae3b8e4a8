"""Search effort: utility lost by looking behind a marketplace's buy box for an offer that is not in it.

    V = … − effort of the offer

Source: search costs in product rankings, Ursu (2018), Marketing Science 37(4).
"""

from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("search_effort")
class SearchEffort(UtilityTerm):
    """Add the disutility of finding an offer that is not shown first."""

    reason: ClassVar = "benefits"
    place: ClassVar = 60
    per: ClassVar = "cell"
    symbol: ClassVar = "− effort of looking behind the buy box"

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the effort."""
        del shopper, visit
        return {"search_effort": offer.search_effort}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return minus the effort, zero for the offer in the box [utils]."""
        del shopper, visit
        return -offer.search_effort
