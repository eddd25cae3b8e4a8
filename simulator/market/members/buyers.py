"""Buyers: I stand for people or firms that use goods up; only their stated demand is known.

I have no mind and make no choice: every week I order what my demand process says, use up what arrives, and
either wait for the rest or do without it.

A demand process is played by members, so shipping, allocation, payment and backlog are as for any buyer, and
a study of stock is a market without customers. Orders that will be cancelled are no reason for a supplier to
order more.

More buyers are more: each stands for people of its own, and its demand is a draw of its own.
"""

from typing import Any

from mesa import Agent

from simulator.base.keyed_random import stable_key
from simulator.domain.channel.member import Member
from simulator.domain.decisions.demand_process import DemandProcessView
from simulator.domain.registries import AGENTS
from simulator.market.state.inventory import Inventory


@AGENTS.register("buyers")
class DemandBuyer(Agent):  # type: ignore[misc]
    """A member at the end of the channel that uses goods up."""

    channel = "buyers"

    def __init__(self, model: Any, member: Member) -> None:
        super().__init__(model)
        self.member = member
        self.stock = Inventory()
        self.is_open = False
        self.wanted: dict[str, float] = {}
        """What I wanted of each product the week before [units]."""
        self._key = stable_key(member.name)
        self._keys: dict[str, int] = {}

    def reorder(self, product: str, week: int, lead_time_weeks: int) -> float:
        """Return how much I want this week [steps]."""
        del lead_time_weeks
        if self.member.uses is None:
            return 0.0
        if product not in self._keys:
            self._keys[product] = stable_key(product)
        word: int = self.model.dice.word("demand", week, self._key, self._keys[product])
        units = self.member.uses.units(DemandProcessView(week, self.wanted.get(product), word))
        self.wanted[product] = units
        step: float = self.model.given.units.quantity_step
        return units / step
