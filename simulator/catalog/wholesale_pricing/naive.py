"""Naive wholesale pricing: ask the price that would be best if customers paid it themselves.

    w − c = μ(w)

Where the outlets below pass on the same share of every cost (linear demand), the same multiple (constant
elasticity) or all of it (exponential), that is what a strategic supplier asks, too. With logit demand they
pass on less the more they sell, and the naive supplier asks too much.
Source: Spengler (1950), Journal of Political Economy 58(4), for the linear case.
"""

from simulator.domain.decisions.demand_model import Seen
from simulator.domain.decisions.demand_model_pricing import DemandModelPricing
from simulator.domain.decisions.wholesale_pricing import WholesaleView
from simulator.domain.registries import WHOLESALE_PRICING
from simulator.mechanisms.pricing.derived_demand import price_on_margin


@WHOLESALE_PRICING.register("naive")
class Naive(DemandModelPricing):
    """Ask the price that would be best without resellers below."""

    def best(self, view: WholesaleView, seen: Seen) -> float | None:
        """Return the best price on customers' own demand."""
        return price_on_margin(
            view.unit_cost, 0.0, seen.price, lambda price: self.demand_model.market(seen, price)
        )
