"""Hi-Lo: the regular price in most weeks, and a deal for a few weeks of every cycle.

    p = regular · (1 − depth)     in the first deal_weeks of each cycle
    p = regular                   otherwise

Source: Hoch, Drèze & Purk (1994), EDLP, Hi-Lo, and Margin Arithmetic, Journal of Marketing 58(4). There
the deals are dated, as here; in Varian (1980) they are drawn.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING
from simulator.domain.units import PriceMultiple, Share


@PRICING.register("hi_lo")
class HiLo(PricingPolicy):
    """Ask the regular price, and less during a deal that comes back every cycle."""

    regular: PriceMultiple = 1.0
    """Price asked between deals [share of the list price]."""
    depth: Share = 0.2
    """What a deal takes off [share of the regular price]."""
    cycle_weeks: Annotated[int, Field(ge=1, le=104)] = 8
    """Weeks from the beginning of one deal to the next [weeks]."""
    deal_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """How long a deal lasts; a whole cycle or more: always [weeks]."""
    first_deal: Annotated[int, Field(ge=1, le=104)] = 5
    """A week in which a deal begins; others begin whole cycles before and after it [week]."""

    def lowest(self, list_price: float, unit_cost: float, commission: float) -> float:
        """Return the price below which it never goes."""
        del unit_cost, commission
        return list_price * self.regular * (1.0 - self.depth * (self.deal_weeks > 0))

    def price(self, view: PricingView) -> float:
        """Return the price of the week."""
        regular = view.list_price * self.regular
        return regular * (1.0 - self.depth) if self.is_on_deal(view.week) else regular

    def is_on_deal(self, week: int) -> bool:
        """Say whether a week falls into a deal."""
        return (week - self.first_deal) % self.cycle_weeks < self.deal_weeks
