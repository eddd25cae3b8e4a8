"""Returns: outlets that take back what customers have bought of them, and on which terms.

A promotion may say other terms for what is bought under it, and a contract those on which its buyer takes
back what it is supplied with (`domain/channel/promised_returns.py`).
"""

from typing import Annotated, Literal

from pydantic import Field

from simulator.base.record import TerseRecord
from simulator.domain.channel.promised_returns import PromotedReturns
from simulator.domain.channel.selector import Who
from simulator.domain.units import Amount, Name, Share


class ReturnTerms(TerseRecord):
    """Outlets that take a product back. The last in the list holds.

    Customers send a unit back if what they get for it is more than what it is worth to them at home. It is
    inspected; what can be sold again is on the shelf after that, the rest is thrown away. Digital goods are
    not taken back, nor is what is paid in parts.
    """

    at: Who
    """The outlets that take it back."""
    product: Name | None = None
    """The product; left out, all that they have but digital goods [product]."""
    within_weeks: Annotated[int, Field(ge=1, le=104)] = 4
    """For how long after taking it home a customer can send a unit back [weeks]."""
    refund: Share = 1.0
    """What is paid back of the price that was paid [share of the price]."""
    shipping_cost: Amount = 0.0
    """What sending a unit back costs [currency per unit]."""
    shipping_paid_by: Literal["outlet", "customer"] = "outlet"
    """Party that pays for sending it back."""
    inspection_weeks: Annotated[int, Field(ge=0, le=52)] = 1
    """How long a unit is neither on the shelf nor sold; 0: it is on the shelf in the same week [weeks]."""
    inspection_cost: Amount = 0.0
    """What taking in and inspecting a unit costs the outlet [currency per unit]."""
    saleable: Share = 0.8
    """Chance that an inspected unit can be sold again as new; else it is thrown away [share of units]."""
    credited: Share = 0.0
    """What the outlet's supplier pays for each unit thrown away after inspection [share of the contract
    price]."""
    commission_back: Share = 1.0
    """What a marketplace gives back of the commission on a sale that is undone; its fees for sending and
    keeping are not given back [share of the commission]."""

    def shipping_for(self, payer: Literal["outlet", "customer"]) -> float:
        """Return what sending a unit back costs outlet or customer [currency per unit]."""
        return self.shipping_cost if self.shipping_paid_by == payer else 0.0

    @classmethod
    def promised(cls, promise: PromotedReturns, at: Who, usual: "ReturnTerms | None") -> "ReturnTerms":
        """Return the whole terms of a promise, beside the *usual* ones, if there are any."""
        return (usual or cls(at=at)).model_copy(update=promise.said())
