"""Echelon base stock: keep what one has, and all that is below in the channel, at a fixed level.

    order = S − (own position + positions of all who are supplied by way of the member)

The sum is the echelon inventory position: ordered and not here, on hand, on its way to and on hand at every
stage below, less what the last of them owe. Source: Clark & Scarf (1960), Management Science 6(4): optimal in
a serial system. Of a member that supplies nobody who keeps stock it is base stock.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("echelon_base_stock")
class EchelonBaseStock(OrderingPolicy):
    """Keep the echelon inventory position at a fixed level."""

    is_elementwise = True

    looks_below: ClassVar[bool] = True

    level: Annotated[float, Field(ge=-1e9, le=1e9)]
    """The echelon level S [quantity steps]."""

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the level."""
        return self.level - (view.position + view.below)
