"""Newsvendor: order once for a season, between what is left over and what is missed.

    F(Q*) = c_u / (c_u + c_o),      order = Q* − position in the week before a season, else nothing

F is the distribution of a season's demand; c_u is what a missed unit costs, c_o what one left over does.
What is left from the season before is counted in. Source: Arrow, Harris & Marschak (1951), Econometrica
19(3); Snyder & Shen (2019), Fundamentals of Supply Chain Theory, ch. 4.
"""

from math import sqrt
from typing import Annotated

from pydantic import Field

from simulator.base.numerics.poisson_quantile import LARGEST_MEAN, poisson_quantile
from simulator.base.numerics.portable import normal_quantile
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("newsvendor")
class Newsvendor(OrderingPolicy):
    """Order for a whole season at once."""

    is_elementwise = True

    mean: Annotated[float, Field(ge=0, le=1e9)]
    """Mean demand of a season [quantity steps per season]."""
    sd: Annotated[float, Field(ge=0, le=1e9)] | None = None
    """Standard deviation of it, where it is normal; left out, it is Poisson [quantity steps per season]."""
    underage: Annotated[float, Field(gt=0, le=1e9)] = 1.0
    """What a unit costs that was wanted and not there, c_u [currency per unit]."""
    overage: Annotated[float, Field(gt=0, le=1e9)] = 1.0
    """What a unit costs that is left over, c_o [currency per unit]."""
    season_weeks: Annotated[int, Field(ge=1, le=520)] = 13
    """Length of a season; an order is placed in week 1 and every so many weeks [weeks]."""

    def order(self, view: OrderingView) -> float:
        """Return what is missing to the season's quantity, if one is about to begin."""
        if (view.week - 1) % self.season_weeks:
            return 0.0
        return self.quantity() - view.position

    def quantity(self) -> float:
        """Return the quantity Q* for a season [quantity steps]."""
        ratio = self.underage / (self.underage + self.overage)
        if self.sd is None and self.mean <= LARGEST_MEAN:
            return float(poisson_quantile(ratio, self.mean))
        spread = self.sd if self.sd is not None else sqrt(self.mean)
        return self.mean + spread * normal_quantile(ratio)
