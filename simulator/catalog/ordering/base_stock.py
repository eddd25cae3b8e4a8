"""Base stock: order up to a fixed inventory position.

    order = S − (on hand + on order − owed)

Source: Clark & Scarf (1960); optimal without fixed ordering costs.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING

MOST_LEVEL = 1e6


@ORDERING.register("base_stock")
class BaseStock(OrderingPolicy):
    """Keep the inventory position at a fixed level."""

    is_elementwise = True

    level: Annotated[float, Field(ge=0, le=MOST_LEVEL)]
    """The level S [quantity steps]."""

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the level."""
        return self.level - view.position
