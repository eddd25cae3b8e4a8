"""Habit: utility of buying at a format of outlet, beyond price and benefits.

    V = … + h_format

Source: alternative-specific constants, Train (2009), ch. 2.
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY
from simulator.domain.units import Name


@UTILITY.register("habit")
class Habit(UtilityTerm):
    """Add the utility of a format of outlet, for its own sake."""

    reason: ClassVar = "benefits"
    place: ClassVar = 10
    per: ClassVar = "cell"
    symbol: ClassVar = "habit of the format"

    habits: Annotated[
        dict[Name, Annotated[float, Field(ge=-50, le=50)]],
        Off("habits", {}, "No format of outlet is preferred for its own sake."),
    ] = {}
    """Utility of buying at each format of outlet, beyond price and benefits [utils, by format]."""

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the format."""
        return {"format": outlet.format or ""}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return h of the outlet's format [utils]."""
        del visit
        return shopper.habits[offer.format]
