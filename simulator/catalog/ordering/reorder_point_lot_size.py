"""Fixed quantity, (R, nQ): order whole lots once the inventory position has fallen to R.

    order = n Q with the least n for which position + n Q > R;      position = on hand + on order − owed

Source: Hadley & Whitin (1963), Analysis of Inventory Systems; Axsäter, Inventory Control, where it is
(R, Q). Lots batch demand, which is one of the causes of the bullwhip.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import where
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("reorder_point_lot_size", formerly=("fixed_quantity",))
class ReorderPointLotSize(OrderingPolicy):
    """Order in lots of one size: a case, a pallet, a truckload."""

    is_elementwise = True

    reorder_at: Annotated[float, Field(ge=-1e9, le=1e9)]
    """The inventory position R at which it orders [quantity steps]."""
    lot: Annotated[int, Field(ge=1, le=1_000_000_000)] = 12
    """The size Q of a lot; orders are multiples of it [quantity steps]."""

    def lot_size(self, week: int) -> int:
        """Return the size Q of a lot [steps]."""
        del week
        return self.lot

    def unbatched(self) -> OrderingPolicy:
        """Return the same with lots of one step."""
        return self.model_copy(update={"lot": 1})

    def order(self, view: OrderingView) -> float:
        """Return as many lots as bring the position above the reorder point, and no more."""
        lots = (self.reorder_at - view.position) // self.lot + 1.0
        return where(view.position > self.reorder_at, 0.0, lots * self.lot)
