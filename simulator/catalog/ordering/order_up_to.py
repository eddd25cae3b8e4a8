"""Order up to a forecast: cover the lead time and the review week, and a safety stock.

    y = (L + 1) D̂ + z σ̂ √(L + 1),      order = y − (on hand + on order − owed)

D̂ and σ̂ are mean and standard deviation of the demand of the last weeks. Source: Chen, Drezner,
Ryan & Simchi-Levi (2000), Management Science 46(3), whose L counts the periods covered (L + 1 here:
goods shipped this week meet the demand of L + 1 further weeks).

Who minds delays covers the mean lead time, delays included, and protects against both sorts of luck:

    y = c D̂ + z √(c σ̂² + D̂² σ_L²),      c = L + E(delay) + 1,  σ_L² = Var(delay)

Source: Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, ch. 6, on random
lead times (Silver, Pyke & Peterson 1998, ch. 7). It takes lead times to be independent of demand.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import larger, root, where
from simulator.base.summation import total
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING
from simulator.mechanisms.supply.safety_stock import level_covering_delays


@ORDERING.register("order_up_to")
class OrderUpTo(OrderingPolicy):
    """Order up to a moving-average forecast and a safety stock."""

    is_elementwise = True

    window: Annotated[int, Field(ge=1, le=26)] = 8
    """How many weeks the forecast looks back [weeks]."""
    safety: Annotated[float, Field(ge=0, le=10)] = 1.64
    """Safety factor z [standard deviations]; 1.64 covers 95 % of weeks."""
    minds_delays: bool = False
    """Whether it plans for how late shipments may be, and not by the agreed weeks alone [true or false]."""
    minimum: Annotated[float, Field(ge=0, le=1e6)] = 1.0
    """Level that it never orders less than up to [quantity steps]."""

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the level that the forecast asks for."""
        return larger(self.level(view), self.minimum) - view.position

    def level(self, view: OrderingView) -> float:
        """Return the level y."""
        seen = view.demand[-self.window :]
        if not seen:
            return self.minimum
        covered = view.lead_time_weeks + 1
        mean = sum(seen) / len(seen)
        variance = total((units - mean) * (units - mean) for units in seen) / max(1, len(seen) - 1)
        level = covered * mean + self.safety * root(variance * covered)
        if not self.minds_delays:
            return level
        covering = level_covering_delays(view, mean, variance, self.safety)
        return where(view.mean_delay > 0, covering, level)
