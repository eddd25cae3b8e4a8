"""Best response: the price that is best against what the others ask, by what the seller believes of demand.

    p* = c / (1 − f) + 1 / (β̂ (1 − ŝ)),      p ← p + φ (p* − p)

c is what a unit costs, f a marketplace's commission, ŝ = units a week / visitors a week its share as it
sees it. Where demand is logit, p* is the first-order condition of its profit (p (1 − f) − c) s(p), and
sellers who all keep to it rest at the Bertrand–Nash equilibrium. What it believes are parameters of its
own: nobody tells it how customers choose.

Assumes: it prices each product by itself, as if it had no other.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions import PricingPolicy, PricingView
from simulator.domain.shelves import PRICING


@PRICING.register("best_response")
class BestResponse(PricingPolicy):
    """Move part of the way to the price that is best if demand is logit."""

    price_sensitivity: Annotated[float, Field(ge=1e-6, le=1e6)]
    """How sensitive to price it believes customers are, β̂ [utils per currency]."""
    visitors: Annotated[float, Field(gt=0, le=1e9)]
    """How many needs a week it believes could be met at its outlet [quantity steps per week]."""
    adjustment: Annotated[float, Field(gt=0, le=1)] = 0.3
    """How far it goes towards the best price in a week, φ [share of the gap per week]."""
    largest_share: Annotated[float, Field(ge=0, le=0.999)] = 0.95
    """Share of visitors above which it does not believe its own count [share]."""

    def price(self, view: PricingView) -> float:
        """Return last week's price, moved towards the best one."""
        return view.current_price + self.adjustment * (self.best(view) - view.current_price)

    def best(self, view: PricingView) -> float:
        """Return the price p* that it would like best [currency per unit]."""
        cost = view.unit_cost / (1.0 - view.commission)
        return cost + 1.0 / (self.price_sensitivity * (1.0 - self.share(view)))

    def share(self, view: PricingView) -> float:
        """Return the share ŝ of visitors who buy from it, as it sees it."""
        return min(self.largest_share, view.weekly_units / self.visitors)
