"""Retailer: a shop, or a seller on a marketplace.

I buy from a supplier and sell to customers. I set my price each week by my pricing policy, mind the
floor in my contract unless breaking it pays, and reorder by my ordering policy.
"""

from typing import Any

from mesa import Agent

from simulator.agents.stockroom import Stockroom
from simulator.domain.channel import Member
from simulator.domain.decisions import PricingPolicy, PricingView
from simulator.domain.shelves import AGENTS
from simulator.ground.dice import stable_key


@AGENTS.register("retailer")
class Retailer(Agent):  # type: ignore[misc]
    """A member who sells to customers on its own account."""

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Stockroom(luck=model.dice.word("own", -1, stable_key(member.name)))
        self.is_open = False

    def ask(self, view: PricingView, rule: PricingPolicy | None = None) -> float:
        """Return the price I want to ask [currency], by another rule than my own if I am given one."""
        rule = rule or self.member.pricing
        return rule.price(view) if rule else view.list_price

    def reorder(self, product: str, week: int, lead_time_weeks: int) -> float:
        """Return how much I want to order [steps]."""
        if self.member.ordering is None:
            return 0.0
        return self.member.ordering.order(self.stock.view(product, week, lead_time_weeks))
