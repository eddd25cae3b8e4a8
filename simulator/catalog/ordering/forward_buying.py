"""Forward buying: order for weeks ahead while the supplier's price is low, and live on it afterwards.

    order = wanted + T D̂,      T = min(m, d / h)

d is how far the price is below the usual one, h what keeping a unit costs a week as a share of its price: a
unit bought T weeks early saves d and costs T h, so more than d / h weeks are not worth it. D̂ is the mean
demand of the last weeks. Deals thus turn even demand into bursts and gaps: price fluctuation, one of the
causes of the bullwhip.
Source: Lee, Padmanabhan & Whang (1997), Management Science 43(4); Blattberg & Neslin (1990), Sales Promotion,
on forward buying; the bound is marginal, as in Silver, Pyke & Thomas (2017), ch. 4 on special opportunities.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import smaller, where
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.decisions.rule_wrapper import RuleWrapper
from simulator.domain.registries import ORDERING


@ORDERING.register("forward_buying")
class ForwardBuying(RuleWrapper):
    """Order for weeks ahead while it is cheap."""

    holding: Annotated[float, Field(gt=0, le=1)] = 0.01
    """What keeping a unit costs in a week, money tied up in it included, h [share of its price per week]."""
    most: Annotated[float, Field(ge=0, le=104)] = 13.0
    """For how many weeks ahead it buys at most, m [weeks]."""
    window: Annotated[int, Field(ge=1, le=26)] = 8
    """How many weeks it looks back to see what sells [weeks]."""

    def order(self, view: OrderingView) -> float:
        """Return what the rule wants, and what sells in the weeks that the price is worth."""
        wanted, seen = self.rule.ordered(view), view.demand[-self.window :]
        if not seen:
            return wanted
        weeks = smaller(self.most, view.price_off / self.holding)
        return where(view.price_off <= 0, wanted, wanted + weeks * (sum(seen) / len(seen)))

    def unmoved(self) -> OrderingPolicy:
        """Return the rule inside it, which does not react to the price."""
        return self.rule.unmoved()
