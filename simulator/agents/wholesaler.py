"""Wholesaler: I buy in bulk, keep stock near those who resell, and ship what they order.

I see orders, not customers. When there is not enough, my allocation rule says who gets how much.
"""

from typing import Any

from mesa import Agent

from simulator.agents.stockroom import Stockroom
from simulator.domain.channel import Member
from simulator.domain.shelves import AGENTS
from simulator.ground.dice import stable_key


@AGENTS.register("wholesaler")
class Wholesaler(Agent):  # type: ignore[misc]
    """A member who sells to members only."""

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Stockroom(luck=model.dice.word("own", -1, stable_key(member.name)))
        self.is_open = False

    def reorder(self, product: str, week: int, lead_time_weeks: int) -> float:
        """Return how much I want to order [steps]."""
        if self.member.ordering is None:
            return 0.0
        return self.member.ordering.order(self.stock.view(product, week, lead_time_weeks))
