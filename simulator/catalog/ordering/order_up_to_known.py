"""Order up to a known mean: as order_up_to, with a known distribution of demand instead of a forecast.

    y = (L + 1) μ + z σ √(L + 1),      order = y − (on hand + on order − owed)

The level is fixed, so orders are last week's demand and vary as it does: the bullwhip is 1.
Who minds delays covers c = L + E(delay) + 1 weeks and holds z √(c σ² + μ² σ_L²); see `order_up_to`.
Source: Chen, Drezner, Ryan & Simchi-Levi (2000), Management Science 46(3), §2; Zipkin (2000), ch. 6.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import root, where
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING
from simulator.mechanisms.supply.safety_stock import level_covering_delays


@ORDERING.register("order_up_to_known")
class OrderUpToKnown(OrderingPolicy):
    """Order up to the mean that is known and a safety stock."""

    is_elementwise = True

    mean: Annotated[float, Field(ge=0, le=1e9)]
    """The known mean of a week's demand, μ [quantity steps per week]."""
    sd: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    """Its known standard deviation, σ [quantity steps per week]."""
    safety: Annotated[float, Field(ge=-10, le=10)] = 1.64
    """Safety factor z [standard deviations]; 1.64 covers 95 % of weeks."""
    minds_delays: bool = False
    """Whether it plans for how late shipments may be, and not by the agreed weeks alone [true or false]."""

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the level."""
        covered = view.lead_time_weeks + 1
        level = covered * self.mean + self.safety * self.sd * root(covered)
        if self.minds_delays:
            covering = level_covering_delays(view, self.mean, self.sd * self.sd, self.safety)
            level = where(view.mean_delay > 0, covering, level)
        return level - view.position
