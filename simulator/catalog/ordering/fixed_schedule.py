"""Fixed schedule: order from a list, week by week; after it by another rule, or its last number on and on.

    order_t = the t-th number of the list

So a plan is played, a student takes a seat in the beer game, and a rule takes over in a stated week. Whoever
is told what to order does not learn from the orders it sees meanwhile.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Chosen
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.domain.decisions.policy_views import OrderingView
from simulator.domain.registries import ORDERING


@ORDERING.register("fixed_schedule", formerly=("told",))
class FixedSchedule(OrderingPolicy):
    """Order from a list of quantities."""

    is_elementwise = True

    orders: Annotated[list[Annotated[float, Field(ge=0, le=1e9)]], Field(max_length=2600)] = []
    """What to order in the first week of the run, the second … [quantity steps]."""
    then: Annotated[OrderingPolicy, Chosen(ORDERING, "policy", but=("fixed_schedule",))] | None = None
    """How to order after the list's end; left out, its last number on and on [policy]."""

    @property
    def looks_below(self) -> bool:  # type: ignore[override] # a rule's own, here that of another one
        """Say whether the rule that takes over does."""
        return self.then is not None and self.then.looks_below

    def order(self, view: OrderingView) -> float:
        """Return the number of the week, or what the rule orders that took over."""
        if view.week <= len(self.orders):
            return self.orders[view.week - 1]
        if self.then is not None:
            return self.then.ordered(view)
        return self.orders[-1] if self.orders else 0.0

    def lot_size(self, week: int) -> int:
        """Return the size of the lots of the rule that takes over, once it has [steps]."""
        return 1 if self.then is None or week <= len(self.orders) else self.then.lot_size(week)

    def unbatched(self) -> OrderingPolicy:
        """Return the same, where the rule that takes over batches nothing."""
        return self._followed_by(self.then and self.then.unbatched())

    def honest(self) -> OrderingPolicy:
        """Return the same, where the rule that takes over orders no more than it wants."""
        return self._followed_by(self.then and self.then.honest())

    def unmoved(self) -> OrderingPolicy:
        """Return the same, where no price moves the rule that takes over."""
        return self._followed_by(self.then and self.then.unmoved())

    def _followed_by(self, rule: OrderingPolicy | None) -> OrderingPolicy:
        return self.model_copy(update={"then": rule})

    def expect(self, before: float | None, asked: int, week: int) -> float | None:
        """Return what the rule that takes over expects, once it has."""
        if self.then is None or week <= len(self.orders):
            return before
        return self.then.expected(before, asked, week)
