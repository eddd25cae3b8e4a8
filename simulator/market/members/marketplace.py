"""Marketplace: a platform on which others sell.

I bring sellers and customers together and keep a commission of every sale; for those who want it I keep
and send their goods, at a fee. Each week I decide whose offer of a product I show first. What I sell
myself I sell through an outlet of mine.
"""

from collections.abc import Sequence
from typing import Any

from mesa import Agent

from simulator.domain.channel.member import Member
from simulator.domain.decisions.buy_box import BoxOffer
from simulator.domain.registries import AGENTS
from simulator.market.state.inventory import Inventory


@AGENTS.register("marketplace")
class Marketplace(Agent):  # type: ignore[misc]
    """A member that hosts sellers."""

    channel = "platform"

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Inventory()
        self.is_open = False

    def show_first(self, offers: Sequence[BoxOffer]) -> int | None:
        """Return the place of the offer that I put into the box; none if there is no box, or no offer."""
        rule = self.member.buy_box
        return rule.holder(offers) if rule is not None and offers else None
