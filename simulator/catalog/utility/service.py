"""Service: utility of being served at the outlet.

    V = … + s_outlet

Source: service outputs, Bucklin (1966).
"""

from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("service")
class Service(UtilityTerm):
    """Add the utility of the service of an outlet."""

    reason: ClassVar = "benefits"
    place: ClassVar = 20
    per: ClassVar = "cell"
    symbol: ClassVar = "service of the outlet"

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the utility of its service [utils]."""
        return {"service": outlet.service}

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the service."""
        del shopper, visit
        return {"service": offer.service}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return s of the outlet [utils]."""
        del shopper, visit
        return offer.service
