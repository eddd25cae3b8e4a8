"""Delivery on time: what an ordered unit is worth less at home for coming later than was told.

    V^x = V − ℓ · (weeks waited − weeks told)₊

The choice does not move: customers believe what they are told when they order, and the weeks told are what
`waiting` weighs. So lateness tells in satisfaction, and by it in leaving, talk and ratings, in what is sent
back, and in surplus as experienced. Expected surplus, of every visit, has none of it; what units that were
delivered late were worth less is counted in the week in which they come, at what money costs their customers
by itself.

Assumes: the week told is that of the order, and nobody is told of a delay; sooner than told pleases nobody
more; lateness is felt as less of the product, wherever it came from; whose order is withdrawn, or open when
the run ends, has no unit to find anything of; who sends a late unit back is rid of its lateness with it.
Off by default; no published size in utils is known to us. Source: expectation and disconfirmation, Oliver
(1980), J. Marketing Research 17(4); that customers whose order came late order less later, Rao, Griffis &
Goldsby (2011), J. Operations Management 29(7-8).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.found_at_home import FoundAtHome
from simulator.domain.registries import UTILITY


@UTILITY.register("delivery_on_time")
class DeliveryOnTime(FoundAtHome):
    """Add nothing to the choice; take from an ordered unit at home what its lateness costs."""

    reason: ClassVar = "trust"
    place: ClassVar = 70
    on_delivery: ClassVar = True
    symbol: ClassVar = "(at home: − {lateness} · weeks later than told)"

    lateness: Annotated[
        float,
        Field(ge=0, le=50),
        Off("delivery_on_time", 0.0, "Customers mind no week that an order comes later than they were told."),
    ] = 0.0
    """What a unit that was ordered is worth less for each week that it comes later than was told at the
    order; felt where outlets accept `backorders` [utils per week]."""

    @classmethod
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what the weeks since the week told take from the unit [utils]."""
        del visit
        yield -(shopper.lateness * offer.weeks_late)
