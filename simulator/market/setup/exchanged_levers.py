"""Levers exchanged: a channel with some parts of the marketing mix as in another channel.

An outlet has what bears the lever (`domain/lever.py`) from its counterpart in the other channel. What outlets
pay for goods goes with the price; what a middleman keeps of it goes with the middleman: one that the other
channel does not have keeps its own share of what its buyers pay, and within one firm there is no price to
exchange. Nothing is drawn anew, and members keep their names and so their luck.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import draw_channel, members_of, suppliers_of
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.lever import Lever, fields_of
from simulator.market.setup.build_channel import channel_and_faults
from simulator.market.setup.counterparts import counterparts, is_outlet
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import as_played

type Partners = Mapping[str, str]
"""The counterpart of each outlet."""


@dataclass(frozen=True)
class ExchangedLevers:
    """A builder of channels: as a scenario says, with some levers as in other scenarios."""

    donors: Mapping[Lever, Scenario] = field(default_factory=dict)

    def __call__(self, scenario: Scenario, dice: KeyedRandom) -> nx.DiGraph:
        """Return the channel; names that only a donor's route has are no faults here."""
        channel, _ = channel_and_faults(scenario, dice)
        for lever, donor in self.donors.items():
            other, _ = channel_and_faults(as_played(donor), dice)
            channel = exchanged(channel, other, lever, scenario)
        return channel


def exchanged(channel: nx.DiGraph, other: nx.DiGraph, lever: Lever, scenario: Scenario) -> nx.DiGraph:
    """Return a channel with one lever as in another."""
    products = [name for name, product in scenario.products.items() if product.maker == scenario.focal_maker]
    audience = {name: region.share for name, region in scenario.regions.items()}
    partners = counterparts(channel, other, products, audience)
    members = [_member(member, other, partners, lever) for member in members_of(channel)]
    terms = _Terms(channel, other, partners)
    of_contracts = terms.exchanged() if lever is Lever.PRICE else terms.own
    after = draw_channel(members, of_contracts.values())
    after.graph.update(channel.graph)
    return after


def _member(member: Member, other: nx.DiGraph, partners: Partners, lever: Lever) -> Member:
    partner = partners.get(member.name)
    return member if partner is None else _with(member, other.nodes[partner]["member"], lever)


def _with[R: (Member, Contract)](own: R, partner: R, lever: Lever, **more: Any) -> R:
    """Return a record with the fields of a lever as in its counterpart, save for *more*."""
    taken = {name: getattr(partner, name) for name in fields_of(type(own), lever)}
    return own.model_copy(update=taken | more)


class _Terms:
    """The contracts of a channel, and what becomes of them with the prices of another."""

    def __init__(self, channel: nx.DiGraph, other: nx.DiGraph, partners: Partners) -> None:
        self.channel, self.other, self.partners = channel, other, partners
        edges = channel.edges(data="contracts")
        self.own = {(one, two, at): c for one, two, both in edges for at, c in enumerate(both)}

    def exchanged(self) -> dict[tuple[str, str, int], Contract]:
        """Return the contracts on the other's prices, from outlets up to the manufacturer."""
        after = dict(self.own)
        for buyer in reversed(list(nx.topological_sort(self.channel))):
            for key, contract in self.own.items():
                if contract.buyer == buyer and not _is_within(self.channel, contract):
                    after[key] = self._on_prices(contract, after)
        return after

    def _on_prices(self, contract: Contract, after: Mapping[tuple[str, str, int], Contract]) -> Contract:
        buyer = contract.buyer
        partner = self.partners.get(buyer) if is_outlet(self.channel, buyer) else buyer
        if partner is not None and partner in self.other:
            return self._as(contract, partner)
        if is_outlet(self.channel, buyer):
            return contract
        shares = {name: self._moved(buyer, name, after) for name in contract.prices}
        return contract.model_copy(
            update={"prices": {name: price * shares[name] for name, price in contract.prices.items()}}
        )

    def _as(self, contract: Contract, partner: str) -> Contract:
        """Return a contract on the price terms of a counterpart; on its own, where that has none alike."""
        if not contract.prices:
            hosts = [c for c in _contracts_to(self.other, partner) if not c.prices]
            return contract.model_copy(update={"commission": hosts[0].commission}) if hosts else contract
        supplied = [c for c in suppliers_of(self.other, partner) if not _is_within(self.other, c)]
        alike = sorted(supplied, key=lambda c: c.supplier != contract.supplier)
        by_product = {name: next((c for c in alike if name in c.prices), None) for name in contract.prices}
        first = next((c for c in by_product.values() if c is not None), None)
        if first is None:
            return contract
        prices = {
            name: contract.prices[name] if c is None else c.prices[name] for name, c in by_product.items()
        }
        rebates = [
            rebate.model_copy(update={"products": kept})
            for rebate in first.rebates
            if (kept := tuple(name for name in rebate.products if name in prices))
        ]
        return _with(
            contract,
            first,
            Lever.PRICE,
            prices=prices,
            rebates=tuple(rebates),
            commission=contract.commission,
        )

    def _moved(self, member: str, product: str, after: Mapping[tuple[str, str, int], Contract]) -> float:
        """Return what a middleman's buyers pay for a product now, as a multiple of what they paid."""
        sold = [key for key, c in self.own.items() if c.supplier == member and product in c.prices]
        before, now = (sum(of[key].prices[product] for key in sold) for of in (self.own, after))
        return now / before if before else 1.0


def _contracts_to(channel: nx.DiGraph, buyer: str) -> list[Contract]:
    return [contract for edge in channel.pred[buyer].values() for contract in edge["contracts"]]


def _is_within(channel: nx.DiGraph, contract: Contract) -> bool:
    """Say whether a contract is one of a firm with its own outlet."""
    return bool(channel.nodes[contract.buyer]["member"].owner == contract.supplier)
