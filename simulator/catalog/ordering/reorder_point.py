"""Reorder point, (s, S): wait until the inventory position has fallen to s, then order up to S.

    order = S − position   if position ≤ s, else nothing;      position = on hand + on order − owed

Source: Scarf (1960); optimal where every order has a fixed cost. Waiting batches demand, which is one
of the causes of the bullwhip.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import larger, where
from simulator.catalog.ordering.base_stock import MOST_LEVEL, BaseStock
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("reorder_point")
class ReorderPoint(OrderingPolicy):
    """Order seldom, and then up to a level."""

    is_elementwise = True

    reorder_at: Annotated[float, Field(ge=-1e9, le=1e9)]
    """The inventory position s at which it orders [quantity steps]."""
    level: Annotated[float, Field(ge=0, le=1e9)]
    """The level S up to which it orders; below s, it orders up to S only [quantity steps]."""

    def unbatched(self) -> OrderingPolicy:
        """Return base stock at the same level: it waits for nothing."""
        return BaseStock(level=min(max(0.0, self.level), MOST_LEVEL))

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the level once the reorder point is reached."""
        missing = larger(0.0, self.level - view.position)
        return where(view.position <= self.reorder_at, missing, 0.0)
