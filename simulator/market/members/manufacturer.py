"""Manufacturer: I make products, ship what the channel orders, and pay for what is said about them.

I see orders from my channel; I decide how much to make by my ordering policy, as if production were a
supplier with a lead time.
"""

from typing import Any

from mesa import Agent

from simulator.base.keyed_random import stable_key
from simulator.domain.channel.member import Member
from simulator.domain.registries import AGENTS
from simulator.market.state.inventory import Inventory


@AGENTS.register("manufacturer")
class Manufacturer(Agent):  # type: ignore[misc]
    """A member that makes goods."""

    channel = "maker"

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Inventory(luck=model.dice.word("own", -1, stable_key(member.name)))
        self.is_open = False

    def make(self, product: str, week: int, production_weeks: int) -> float:
        """Return how much I want to make [steps]."""
        if self.member.ordering is None:
            return 0.0
        return self.member.ordering.order(self.stock.view(product, week, production_weeks))
