"""Carriers: third parties in transport, with cost, lead time and delays.

A carrier is terms laid under a contract, not a member: it decides nothing. Freight is paid to the outside.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.base.record import Record
from simulator.base.summation import total
from simulator.domain.units import Amount, Share

MOST_DELAY = 104
"""Weeks by which a shipment can be late at most."""
ROUNDING = 1e-9


def _at_most_all(chances: list[float]) -> list[float]:
    if total(chances) > 1.0 + ROUNDING:
        raise ValueError(f"the chances sum to {total(chances):g}; together they are at most 1")
    return chances


type Delays = Annotated[list[Share], Field(max_length=MOST_DELAY), AfterValidator(_at_most_all)]


class Carrier(Record):
    """A third party in logistics: it carries goods between members for a price."""

    cost: Amount = 0.0
    """What carrying one unit costs [currency per unit]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] | None = None
    """Weeks from shipping to having the goods; left out, as agreed otherwise [weeks]."""
    delays: Delays = []
    """Chances of being one week late, two weeks …; the rest is on time [shares]."""
