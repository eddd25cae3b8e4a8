"""Price change: outlets ask a multiple of what they would ask by themselves.

Their price rules go on as if nothing were, from the price they would have asked; so the change is exactly
this multiple, and ends with the event. A manufacturer that lowers what is asked of its products lowers the
price floor in the same proportion where a contract is about nothing else: its own offer breaks no floor.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.domain.channel.channel import Contract
from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Deal
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("price_change")
class PriceChange(Action):
    """Let outlets ask a multiple of the price they would ask."""

    main: ClassVar[str | None] = "times"

    times: Annotated[float, Field(gt=0, le=10)]
    """By what the price is multiplied; 0.9 is a tenth off [multiple]."""

    def asks(self, price: float) -> float:
        """Return the multiple of the price."""
        return price * self.times

    def agrees(self, deal: Deal) -> Contract:
        """Return the contract, its floor lowered along where a manufacturer lowers its price."""
        floor = deal.contract.price_floor
        if floor is None or self.times >= 1.0 or not deal.is_by_maker or not deal.is_whole:
            return deal.contract
        return deal.contract.model_copy(update={"price_floor": floor * self.times})
