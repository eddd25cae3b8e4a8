"""Chase demand: order what was asked for in the week that has just ended.

    order = d        (d: sold, or ordered by buyers, and what was wanted first and not there)

Orders vary as demand does, no more: the bullwhip is 1. Stock stays where it opened, but for what was
wanted and not there, which is ordered and so raises it. It is base stock without an eye on the stock.
Source: Lee, Padmanabhan & Whang (1997), Management Science 43(4): with independent demand of a known
mean it is what the best order-up-to policy does.
"""

from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("chase_demand")
class ChaseDemand(OrderingPolicy):
    """Order last week's demand, at any stock."""

    is_elementwise = True

    def order(self, view: OrderingView) -> float:
        """Return last week's demand; nothing before there was any."""
        return 1.0 * view.demand[-1] if view.demand else 0.0
