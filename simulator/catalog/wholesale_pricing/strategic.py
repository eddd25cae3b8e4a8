"""Strategic wholesale pricing (Stackelberg leader): foresee the markups of all tiers below.

The supplier asks p_k at the retail price where p_{k+1} equals its cost (`derived_demand.py`). When
every supplier of a line does so and outlets set their own best price, the line rests where backward
induction puts it, though nobody solves a game.

Assumes: the outlets below are alike and price by the same belief; whom it does not supply keep their prices.
Source: Spengler (1950), Journal of Political Economy 58(4).
"""

from simulator.domain.decisions.demand_model import Seen
from simulator.domain.decisions.demand_model_pricing import DemandModelPricing
from simulator.domain.decisions.wholesale_pricing import WholesaleView
from simulator.domain.registries import WHOLESALE_PRICING
from simulator.mechanisms.pricing.derived_demand import strategic_price


@WHOLESALE_PRICING.register("strategic")
class Strategic(DemandModelPricing):
    """Ask the price that is best once the tiers below have responded."""

    def best(self, view: WholesaleView, seen: Seen) -> float | None:
        """Return the best price on the demand that the tiers below derive from customers'."""
        return strategic_price(
            view.unit_cost,
            seen.price,
            lambda price: self.demand_model.seller(seen, price),
            lambda price: self.demand_model.market(seen, price),
            view.tiers_below,
        )
