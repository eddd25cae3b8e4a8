"""Clearance: mark down step by step while stock exceeds demand.

    p = max(least, p · (1 − step))                         on hand > supply_weeks · units a week
    p = max(least, p + recovery · (regular − p))           otherwise
    least = floor · c / (1 − f)

c is what a unit costs, f a marketplace's commission. With a recovery of zero a markdown stays.
Source: Lazear (1986), Retail Pricing and Clearance Sales, American Economic Review 76(1), for cutting
as time passes without a sale; weeks of supply as the trigger is retail practice, the drift back a choice.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING
from simulator.domain.units import PriceMultiple, Share


@PRICING.register("clearance")
class Clearance(PricingPolicy):
    """Mark down what does not move, never below a share of what it costs."""

    supply_weeks: Annotated[float, Field(gt=0, le=1040)] = 12.0
    """Stock above which it marks down [weeks of supply at recent demand]."""
    step: Share = 0.1
    """What one markdown takes off [share of last week's price]."""
    floor: Annotated[float, Field(ge=0, le=20)] = 0.8
    """Lowest price it goes down to; below 1 it sells at a loss to be rid of it [share of the unit cost]."""
    regular: PriceMultiple = 1.0
    """The price it asks when there is not too much [share of the list price]."""
    recovery: Share = 0.25
    """How fast it goes back to that price [share of the gap per week]."""
    patience_weeks: Annotated[int, Field(ge=0, le=26)] = 4
    """How many weeks it watches demand before it judges it [weeks]."""

    def price(self, view: PricingView) -> float:
        """Return last week's price marked down, or on its way back, and at least the floor."""
        least = self.floor * view.unit_cost / (1.0 - view.commission)
        if self.is_overstocked(view):
            return max(least, view.current_price * (1.0 - self.step))
        regular = view.list_price * self.regular
        return max(least, view.current_price + self.recovery * (regular - view.current_price))

    def is_overstocked(self, view: PricingView) -> bool:
        """Say whether it has watched long enough to see that there is too much."""
        return view.weeks_seen >= self.patience_weeks and view.on_hand > self.supply_weeks * view.weekly_units
