"""Rule wrapper: an ordering policy that changes the orders of another one.

It batches or inflates what another rule orders and says itself what it is without that, so the causes of the
bullwhip can be switched off one by one without a word in the market.
"""

from pydantic import Field

from simulator.domain.decisions.policies import OrderingChoice, OrderingPolicy, ordering_rule


class RuleWrapper(OrderingPolicy):
    """An ordering policy that another one stands in."""

    is_elementwise = True

    rule: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """The rule that says how much is wanted [policy]."""

    def lot_size(self, week: int) -> int:
        """Return the size of the rule's lots: what changes its orders breaks none of them [steps]."""
        return self.rule.lot_size(week)

    def unbatched(self) -> OrderingPolicy:
        """Return the same over the rule without batching."""
        return self.model_copy(update={"rule": self.rule.unbatched()})

    def honest(self) -> OrderingPolicy:
        """Return the same over the rule without gaming."""
        return self.model_copy(update={"rule": self.rule.honest()})

    def unmoved(self) -> OrderingPolicy:
        """Return the same over the rule that no price moves."""
        return self.model_copy(update={"rule": self.rule.unmoved()})

    @property
    def looks_below(self) -> bool:  # type: ignore[override] # a rule's own, here that of another one
        """Say whether the rule does."""
        return self.rule.looks_below

    def expect(self, before: float | None, asked: int, week: int) -> float | None:
        """Return what the rule expects."""
        return self.rule.expected(before, asked, week)
