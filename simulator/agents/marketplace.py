"""Marketplace: a platform on which others sell.

I own no goods. I bring sellers and customers together and keep a commission of every sale.
"""

from typing import Any

from mesa import Agent

from simulator.agents.stockroom import Stockroom
from simulator.domain.channel import Member
from simulator.domain.shelves import AGENTS


@AGENTS.register("marketplace")
class Marketplace(Agent):  # type: ignore[misc]
    """A member who hosts sellers."""

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Stockroom()
        self.is_open = False
