"""Cost plus: ask what a unit costs and a markup on it (keystone pricing is a markup of one).

Source: Hall and Hitch (1939), Oxford Economic Papers 2, on full-cost pricing
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING


@PRICING.register("cost_plus")
class CostPlus(PricingPolicy):
    """Ask unit cost × (1 + markup), raised so that a marketplace's commission comes on top."""

    markup: Annotated[float, Field(ge=0, le=20)] = 0.4
    """What is added to the unit cost [share of the cost]."""

    def lowest(self, list_price: float, unit_cost: float, commission: float) -> float:
        """Return the price below which it never goes."""
        del list_price
        return unit_cost * (1.0 + self.markup) / (1.0 - commission)

    def price(self, view: PricingView) -> float:
        """Return (1 + markup) × cost / (1 − commission)."""
        return view.unit_cost * (1.0 + self.markup) / (1.0 - view.commission)
