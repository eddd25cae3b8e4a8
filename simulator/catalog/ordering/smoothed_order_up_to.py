"""Smoothed order-up-to: as order_up_to, on exponential smoothing, which forgets the old little by little.

    D̂_t = α d_t + (1 − α) D̂_{t−1},      y = (L + 1) D̂ + stock,      order = y − position

The safety stock is stated, not estimated. With n weeks covered, orders vary 1 + 2nα + 2n²α²/(2 − α) times as
much as demand does. Source: Chen, Ryan & Simchi-Levi (2000), Naval Research Logistics 47(4), 269–286.
"""

from math import nan
from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import or_else
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("smoothed_order_up_to")
class SmoothedOrderUpTo(OrderingPolicy):
    """Order up to an exponentially smoothed forecast and a stated safety stock."""

    is_elementwise = True

    smoothing: Annotated[float, Field(gt=0, le=1)] = 0.2
    """Weight of the latest week, α [share]."""
    safety_stock: Annotated[float, Field(ge=-1e9, le=1e9)] = 0.0
    """What is held beyond the forecast [quantity steps]."""
    expects_at_first: Annotated[float, Field(ge=0, le=1e9)] | None = None
    """The forecast before the first week; left out, the first week itself [quantity steps per week]."""

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the level that the forecast asks for."""
        expected = or_else(view.expected, self.expects_at_first or 0.0)
        return (view.lead_time_weeks + 1) * expected + self.safety_stock - view.position

    def expect(self, before: float | None, asked: int, week: int) -> float:
        """Return the smoothed demand."""
        del week
        last = or_else(before, nan if self.expects_at_first is None else self.expects_at_first)
        return or_else(self.smoothing * asked + (1.0 - self.smoothing) * last, 1.0 * asked)
