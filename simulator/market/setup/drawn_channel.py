"""Drawn channel: a scenario with the members and contracts that its distribution models draw, for notes."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Drawing
from simulator.domain.channel.member import Member
from simulator.domain.product.product import Product
from simulator.market.setup.apply_contract_terms import apply_contract_terms
from simulator.scenario.checks.inconsistency import Keys
from simulator.scenario.schema import Scenario


class Supplied(NamedTuple):
    """A product at an outlet, and the contract under which the outlet is supplied with it."""

    outlet: Member
    product: str
    contract: Contract


class DrawnChannel:
    """What a note is told by: nothing of it is played."""

    def __init__(
        self,
        scenario: Scenario,
        members: Iterable[Member],
        drawn: Iterable[Contract],
        redraw: Callable[[DistributionModel], Drawing],
    ) -> None:
        self.scenario = scenario
        self.redraw = redraw
        """Draws a way to market once more, as it stands there at the opening."""
        self.members: tuple[Member, ...] = tuple(members)
        self.drawn: tuple[Contract, ...] = tuple(drawn)
        """The contracts as distribution models draw them, before `contracts` of the scenario change them."""

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Return the contracts with the terms that `contracts` of the scenario give them."""
        graph, given = (list(self.members), list(self.drawn)), self.scenario
        changed, _ = apply_contract_terms(graph, given.contracts, given.products, given.carriers)
        return tuple(changed)

    @cached_property
    def outlets(self) -> dict[str, Member]:
        """Return the members that sell to customers, by name."""
        return {member.name: member for member in self.members if member.format is not None}

    @cached_property
    def supplied(self) -> tuple[Supplied, ...]:
        """Return each product that an outlet is supplied with, and the contract under which it is."""
        return tuple(
            Supplied(self.outlets[contract.buyer], product, contract)
            for contract in self.contracts
            if contract.buyer in self.outlets
            for product in contract.prices
        )

    def product(self, name: str) -> Product:
        """Return a product."""
        return self.scenario.products[name]

    def way_of(self, product: str) -> Keys:
        """Return the part of a scenario that says how a product reaches customers."""
        is_focal = self.product(product).maker == self.scenario.focal_maker
        return ("distribution",) if is_focal else ("competition",)

    @cached_property
    def _hosts(self) -> dict[str, list[Contract]]:
        found: dict[str, list[Contract]] = {}
        for contract in self.contracts:
            if not contract.prices:
                found.setdefault(contract.buyer, []).append(contract)
        return found

    def hosts_of(self, outlet: str) -> list[Contract]:
        """Return the contracts of an outlet with marketplaces, under which it gets no goods."""
        return self._hosts.get(outlet, [])

    def least_asked(self, one: Supplied) -> float:
        """Return the lowest price that an outlet ever asks by its rule; 0 if none is known [currency]."""
        commission = sum(terms.commission for terms in self.hosts_of(one.outlet.name))
        listed, paid = self.product(one.product).list_price, one.contract.prices[one.product]
        return 0.0 if one.outlet.pricing is None else one.outlet.pricing.lowest(listed, paid, commission)
