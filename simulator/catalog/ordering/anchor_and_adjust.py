"""Anchor and adjust: Sterman's rule, by which people were found to order.

    order = max(0, L̂ + α_S (S′ − S − β SL))
    L̂_t  = θ d_t + (1 − θ) L̂_{t−1}

S is the net stock (on hand − owed), SL the supply line (ordered and not here), S′ the stock and supply line
aimed at. β is how much of the supply line is kept in mind: with 1 it is order-up-to S′ in steps of α_S; the
less, the more is ordered twice, and the more orders swing. Source: Sterman (1989), Management Science 35(3),
321–339, where S′ = S* + β SL*.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import larger, or_else
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING
from simulator.domain.units import Share


@ORDERING.register("anchor_and_adjust")
class AnchorAndAdjust(OrderingPolicy):
    """Order what is expected to be asked for, and part of what is missing of the stock aimed at."""

    is_elementwise = True

    aim: Annotated[float, Field(ge=0, le=1e9)]
    """The stock and supply line aimed at, S′ [quantity steps]."""
    adjustment: Share = 0.26
    """Part of what is missing that is ordered at once, α_S [share per week]."""
    supply_line: Share = 0.34
    """How much of the supply line is kept in mind, β [share]."""
    smoothing: Share = 0.36
    """Weight of the latest week in what is expected, θ [share]."""
    expects_at_first: Annotated[float, Field(ge=0, le=1e9)] = 0.0
    """What is expected to be asked for in the first week [quantity steps per week]."""

    def order(self, view: OrderingView) -> float:
        """Return the anchor and the adjustment."""
        expected = or_else(view.expected, self.expects_at_first)
        missing = self.aim - (view.on_hand - view.owed) - self.supply_line * view.on_order
        return larger(0.0, expected + self.adjustment * missing)

    def expect(self, before: float | None, asked: int, week: int) -> float:
        """Return the exponentially smoothed demand."""
        del week
        return self.smoothing * asked + (1.0 - self.smoothing) * or_else(before, self.expects_at_first)
