"""Unboxing: what a unit is worth more or less at home for the way in which it arrives and is opened.

    V^x = V + u_format

The choice does not move: how a parcel looks, what lies in it and in which state shows when it is there. So it
tells in satisfaction, and by it in leaving, talk and ratings, in what is sent back, and in surplus as
experienced; not in what customers believe of the product. What they like of a format beforehand is `habit`.

Assumes: all outlets of a format pack alike, whatever the product; each unit is opened anew, and surprises as
much as the first; it is felt as more or less of the product.
Off by default; no published size in utils is known to us. Source: the first sight of what was bought online
is its parcel, Moreau (2020), Brand building on the doorstep, J. Retailing 96(1).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.catalog.utility.habit import Habit
from simulator.domain.people.found_at_home import FoundAtHome
from simulator.domain.registries import UTILITY
from simulator.domain.units import Name


@UTILITY.register("unboxing")
class Unboxing(FoundAtHome):
    """Add nothing to the choice; add to a unit at home what opening it is worth."""

    reason: ClassVar = "benefits"
    place: ClassVar = 75
    per: ClassVar = "cell"
    symbol: ClassVar = "(at home: unboxing of the format)"

    unboxing: Annotated[
        dict[Name, Annotated[float, Field(ge=-50, le=50)]],
        Off("unboxing", {}, "A unit is worth the same however it arrives and is opened."),
    ] = {}
    """What a unit from an outlet of each format is worth more at home for the way in which it arrives and is
    opened, less than zero if it is a let-down; customers do not foresee it [utils, by format]."""

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the format."""
        return Habit.of_outlet(outlet)

    @classmethod
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what opening it adds [utils]."""
        del visit
        yield shopper.unboxing[offer.format]
