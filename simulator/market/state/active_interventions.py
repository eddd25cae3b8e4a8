"""Active interventions: actions in force, and the prices, terms and messages under them.

Each layer is an action, whom it concerns, and the event that put it on. Phases ask here; where no layer lies
they get back what they gave.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Scope


@dataclass(frozen=True)
class ActiveIntervention:
    """An action over what is in force, within its scope."""

    action: Action
    scope: Scope


class ActiveInterventions:
    """The layers in force, by the name of their event, in the order in which they were put on."""

    def __init__(self) -> None:
        self.active: dict[str, ActiveIntervention] = {}

    def add(self, event: str, layer: ActiveIntervention) -> None:
        """Lay a layer over what is in force."""
        self.active[event] = layer

    def remove(self, event: str) -> None:
        """Take a layer away."""
        del self.active[event]

    def widen(self, event: str) -> None:
        """Let a layer reach into all regions."""
        layer = self.active[event]
        self.active[event] = replace(layer, scope=layer.scope.widened())

    def over(self, outlet: Member, product: str) -> Iterator[Action]:
        """Yield the actions that concern a product at an outlet, the earliest first."""
        return (x.action for x in self.active.values() if x.scope.has_offer(outlet, product))

    def asked(self, outlet: Member, product: str, price: float) -> float:
        """Return what an outlet wants to ask for a product [currency per unit]."""
        for action in self.over(outlet, product):
            price = action.asks(price)
        return price

    def listed(self, outlet: Member, product: str, price: float) -> float:
        """Return the list price of a product as it is recommended to an outlet [currency per unit]."""
        for action in self.over(outlet, product):
            price = action.recommends(price)
        return price

    def granted(self, outlet: Member, product: str, price: float) -> float:
        """Return a list price as the manufacturer's own price changes leave it [currency per unit]."""
        for layer in self.active.values():
            if layer.scope.is_maker and layer.scope.has_offer(outlet, product):
                price = layer.action.grants(price)
        return price

    def pricing(self, outlet: Member, product: str) -> PricingPolicy | None:
        """Return the rule by which an outlet sets a price."""
        policy = outlet.pricing
        for action in self.over(outlet, product):
            policy = action.prices_by(policy)
        return policy

    def is_offered(self, member: Member, product: str) -> bool:
        """Say whether a member may offer and order a product."""
        return not self.active or all(action.offers() for action in self.over(member, product))

    def made(self, maker: str, product: str, units: int) -> int:
        """Return how much of what is to be made of a product can be [steps]."""
        for layer in self.active.values():
            if layer.scope.actor == maker and product in layer.scope.products:
                units = floor(units * layer.action.makes())
        return units

    def sent(self, contract: Contract, buyer: Member, product: str, units: int) -> int:
        """Return how much of what is due to a buyer gets through this week [steps]."""
        for layer in self.active.values():
            share = layer.action.sends()
            if share < 1.0 and product in layer.scope.traded(contract, buyer):
                units = floor(units * share)
        return units

    def equipped(self, outlet: Member) -> Member:
        """Return an outlet as interventions have equipped it: service, expertise, reach, capabilities …"""
        for layer in self.active.values():
            if layer.scope.has_outlet(outlet):
                outlet = layer.action.equips(outlet)
        return outlet

    def said(self, outlet: Member, product: str, message: str | None) -> str | None:
        """Return what is said of a product at an outlet [message]."""
        for action in self.over(outlet, product):
            message = action.says(message)
        return message
