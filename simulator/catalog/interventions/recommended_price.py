"""Recommended price: the manufacturer recommends another retail price.

Outlets that price by the list follow, and floors stated as a share of it move along. What buyers pay their
suppliers is agreed in contracts and moves only if that is said.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.domain.channel.contract import Contract
from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Deal
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("recommended_price")
class RecommendedPrice(Action):
    """Recommend a multiple of the list price."""

    main: ClassVar[str | None] = "times"

    times: Annotated[float, Field(gt=0, le=10)]
    """By what the list price is multiplied [multiple]."""
    trade_follows: bool = False
    """Whether what independent buyers pay their suppliers is multiplied too [true or false]."""

    def recommends(self, price: float) -> float:
        """Return the multiple of the list price."""
        return price * self.times

    def agrees(self, deal: Deal) -> Contract:
        """Return the contract, its prices multiplied too if that is said."""
        if not self.trade_follows or deal.buyer.owner is not None:
            return deal.contract
        return deal.priced({name: deal.contract.prices[name] * self.times for name in deal.products})
