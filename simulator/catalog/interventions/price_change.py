"""Price change: outlets ask a multiple of what they would ask by themselves.

Their price rules go on as if nothing were, from the price they would have asked; so the change is exactly
this multiple, and ends with the event. A manufacturer that lowers what is asked of its products grants that
price: it lowers the price floor of these products along, whatever else is in the contract, so that its own
offer breaks no floor.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.domain.events.intervention import Action
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

    def grants(self, price: float) -> float:
        """Return the multiple of the price."""
        return price * self.times
