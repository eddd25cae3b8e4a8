"""Vertical Nash: take the markups of the tiers below as given, and set the best price.

    w − c = μ(w + m),      m = p̂ − w         the margin seen below last

Nobody leads: every tier answers the margins of the others. The tiers share the profit evenly, and lose less
of it than if the first of them led.
Source: Choi (1991), Price Competition in a Channel Structure with a Common Retailer, Marketing Science 10(4).
"""

from simulator.domain.decisions.demand_model import Seen
from simulator.domain.decisions.demand_model_pricing import DemandModelPricing
from simulator.domain.decisions.wholesale_pricing import WholesaleView
from simulator.domain.registries import WHOLESALE_PRICING
from simulator.mechanisms.pricing.derived_demand import price_on_margin


@WHOLESALE_PRICING.register("vertical_nash")
class VerticalNash(DemandModelPricing):
    """Ask the price that is best if the margins below do not move."""

    def best(self, view: WholesaleView, seen: Seen) -> float | None:
        """Return the best price, the last seen margin below held fixed."""
        margin = view.weeks[-1].retail_price - view.current_price
        return price_on_margin(
            view.unit_cost, margin, view.current_price, lambda price: self.demand_model.market(seen, price)
        )
