"""Inflated: order more than is wanted while the supplier is short, hoping for the share that one needs.

    order = wanted · min(m, 1 / f)        f: share of what was ordered that the supplier shipped last time

If everybody gets the same share of what it orders, whoever expects a share f gets what it wants by ordering
1 / f times as much; as all do so, the shares fall further, and the supplier sees a demand that nobody has.
Source: the rationing game in Lee, Padmanabhan & Whang (1997), Management Science 43(4); that orders in turn
do not invite it: Cachon & Lariviere (1999), Management Science 45(8).
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import where
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.decisions.rule_wrapper import RuleWrapper
from simulator.domain.registries import ORDERING


@ORDERING.register("shortage_gaming", formerly=("inflated",))
class ShortageGaming(RuleWrapper):
    """Order more when the supplier was short."""

    most: Annotated[float, Field(ge=1, le=100)] = 3.0
    """How many times what it wants it orders at most, m [multiple]."""

    def order(self, view: OrderingView) -> float:
        """Return what the rule wants, divided by the share that was shipped."""
        wanted = self.rule.ordered(view)
        is_far_short = view.filled * self.most <= 1.0
        times = where(is_far_short, self.most, 1.0 / where(is_far_short, 1.0, view.filled))
        return where(wanted <= 0, wanted, wanted * times)

    def honest(self) -> OrderingPolicy:
        """Return the rule that stands in it, without gaming."""
        return self.rule.honest()
