"""Wholesaler: I buy in bulk, keep stock near resellers, and ship what they order.

I see orders, not customers. When there is not enough, my allocation rule says who gets how much.
"""

from simulator.domain.registries import AGENTS
from simulator.market.members.stocking_member import StockingMember


@AGENTS.register("wholesaler")
class Wholesaler(StockingMember):
    """A member that sells to members only."""

    channel = "wholesalers"
