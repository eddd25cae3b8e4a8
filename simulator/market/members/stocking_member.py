"""Stocking member: the base of all members that keep inventory and order by their ordering rule.

More outlets are more: where reviews are staggered, each has weeks of its own in which it reviews its stock.
"""

from typing import Any

from mesa import Agent

from simulator.base.keyed_random import stable_key
from simulator.domain.channel.member import Member
from simulator.market.state.inventory import Inventory


class StockingMember(Agent):  # type: ignore[misc]
    """A member with a stockroom and an ordering rule."""

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Inventory(luck=model.dice.word("own", -1, stable_key(member.name)))
        self.is_open = False

    def reorder(self, product: str, week: int, lead_time_weeks: int) -> float:
        """Return how much I want to order [steps]."""
        if self.member.ordering is None:
            return 0.0
        return self.member.ordering.order(self.stock.view(product, week, lead_time_weeks))
