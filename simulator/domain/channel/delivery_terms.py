"""Delivery terms: how all goods of a distribution model are carried, over the contracts that it draws.

So no model has a parameter of its own for it, and a new model has it too. `contracts` have the last word.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from simulator.base.record import TerseRecord
from simulator.domain.channel.carrier import Carrier, Delays
from simulator.domain.channel.contract import Contract
from simulator.domain.units import Amount, Name, Share


class Delivery(TerseRecord):
    """Terms of transport between the members of a distribution model, and of backorders.

    Whoever uses goods up takes them from the last shelf, whatever is said here.
    """

    carrier: Name | None = None
    """Carrier of the goods, with its cost and speed; what is said beside it holds instead [carrier]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] | None = None
    """Weeks from shipping to having the goods; left out, as the model says [weeks]."""
    delays: Delays | None = None
    """Chances of a shipment's being one week late, two weeks …; the rest is on time [shares]."""
    freight: Amount | None = None
    """What carrying one unit costs [currency per unit]."""
    freight_paid_by: Literal["supplier", "buyer"] | None = None
    """Party that pays the carrier; left out, the supplier."""
    backorders: Share | None = None
    """How much of what a supplier could not ship waits; the rest is cancelled at once [share]."""

    def of(self, contract: Contract, carriers: Mapping[str, Carrier]) -> Contract:
        """Return a contract for goods on these terms."""
        said: dict[str, Any] = {}
        if self.carrier is not None:
            carrier = carriers[self.carrier]
            said = {
                "freight": carrier.cost,
                "delays": carrier.delays,
                "lead_time_weeks": carrier.lead_time_weeks,
            }
        own = {key: getattr(self, key) for key in type(self).model_fields if key != "carrier"}
        said |= {key: value for key, value in own.items() if value is not None}
        return contract.model_copy(
            update={key: value for key, value in said.items() if value is not None},
        )
