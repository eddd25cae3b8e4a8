"""Every few weeks: order seldom, by another rule that then covers the weeks until the next time.

    order = rule(L + k − 1 weeks of lead time)   if (week − phase) mod k = 0, else nothing

Trucks that go once a month batch demand: one of the causes of the bullwhip. It is worse where all who order
do so in the same week than where they are spread over the weeks.
Source: order batching in Lee, Padmanabhan & Whang (1997), Management Science 43(4), where orders are
positively correlated, random or balanced; periodic review (R, S) in Silver, Pyke & Thomas (2017).
"""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import where
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.decisions.rule_wrapper import RuleWrapper
from simulator.domain.registries import ORDERING


@ORDERING.register("periodic_review", formerly=("every_few_weeks",))
class PeriodicReview(RuleWrapper):
    """Order once in so many weeks, for all of them."""

    weeks: Annotated[int, Field(ge=1, le=52)] = 4
    """How many weeks lie between two times of ordering, k [weeks]."""
    staggered: bool = False
    """Whether each member has its own weeks, by its luck; else all order in the same week."""

    def order(self, view: OrderingView) -> float:
        """Return what the rule orders if it has to last until the next time; nothing in between."""
        phase = view.luck % self.weeks if self.staggered else 0
        is_due = (view.week + self.weeks - phase) % self.weeks == 0
        if isinstance(is_due, bool) and not is_due:
            return 0.0
        until = view.lead_time_weeks + self.weeks - 1
        return where(is_due, self.rule.ordered(replace(view, lead_time_weeks=until)), 0.0)

    def unbatched(self) -> OrderingPolicy:
        """Return the rule that stands in it, without batching."""
        return self.rule.unbatched()
