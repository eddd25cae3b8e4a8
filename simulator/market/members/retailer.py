"""Retailer: a shop, or a seller on a marketplace.

I buy from a supplier and sell to customers. I set my price each week by my pricing policy, mind the
floor in my contract unless breaking it pays, and reorder by my ordering policy.
"""

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import AGENTS
from simulator.market.members.stocking_member import StockingMember


@AGENTS.register("retailer")
class Retailer(StockingMember):
    """A member that sells to customers on its own account."""

    channel = "retailers"

    def ask(self, view: PricingView, rule: PricingPolicy | None = None) -> float:
        """Return the price I want to ask [currency], by another rule than my own if I am given one."""
        rule = rule or self.member.pricing
        return rule.price(view) if rule else view.list_price
