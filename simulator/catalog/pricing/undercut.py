"""Undercut: ask a little less than the lowest rival in sight, down to a least margin.

    p = max(least, min(opening, rival × (1 − step)))        rival in sight
    p = current + recovery × (opening − current)            none in sight

With a step of zero it matches. Source: matching and undercutting as in Salop (1986) and the
price-matching literature; the drift back up is a choice.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING
from simulator.domain.units import PriceMultiple, Share


@PRICING.register("undercut")
class Undercut(PricingPolicy):
    """Stay a step below the lowest rival, never below a least margin."""

    step: Share = 0.01
    """How far below the lowest rival it goes; 0 matches [share of the rival's price]."""
    least_margin: Annotated[float, Field(ge=-1, le=20)] = 0.05
    """Margin under which it does not follow [share of the unit cost]."""
    opening: PriceMultiple = 1.0
    """The price it would like to ask [share of the list price]."""
    recovery: Share = 0.25
    """How fast it goes back up when there is no rival to undercut [share of the gap per week]."""

    def lowest(self, list_price: float, unit_cost: float, commission: float) -> float:
        """Return the price below which it never goes."""
        del list_price
        return unit_cost * (1.0 + self.least_margin) / (1.0 - commission)

    def price(self, view: PricingView) -> float:
        """Return a step below the lowest rival, within its limits."""
        wish = view.list_price * self.opening
        least = view.unit_cost * (1.0 + self.least_margin) / (1.0 - view.commission)
        if view.lowest_rival is None:
            return max(least, view.current_price + self.recovery * (wish - view.current_price))
        return max(least, min(wish, view.lowest_rival * (1.0 - self.step)))
