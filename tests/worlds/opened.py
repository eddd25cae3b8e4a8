"""Opened worlds: random markets that open with goods owed, ordered, in transit and in the making."""

import networkx as nx

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import suppliers_of
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.contract_terms import ContractTerms
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import Selector
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.schema import Scenario

EACH = 6
"""Units of whatever is stated: whole in all steps in which random worlds count."""


def with_opening_goods(scenario: Scenario) -> Scenario:
    """Return the same market, opening in the middle: all that a route can have at first, it has."""
    channel = build_channel(scenario, KeyedRandom(1))
    stated = [terms for name in channel for terms in opening_terms(scenario, channel, name)]
    makers = {
        name: maker.model_copy(update={"opening_pipeline": [EACH, 0, 2 * EACH][: maker.production_weeks]})
        for name, maker in scenario.manufacturers.items()
    }
    changes = {"contracts": [*scenario.contracts, *stated], "manufacturers": makers}
    return scenario.model_copy(update=changes)


def opening_terms(scenario: Scenario, channel: nx.DiGraph, buyer: str) -> list[ContractTerms]:
    """Return what a buyer opens with of each product, from the supplier that it orders first from."""
    member: Member = channel.nodes[buyer]["member"]
    first: dict[str, Contract] = {}
    for contract in suppliers_of(channel, buyer):
        for product in contract.prices:
            first.setdefault(product, contract)
    return [
        _terms(member, contract, product)
        for product, contract in first.items()
        if member.opens == 0 and not member.is_potential and not scenario.products[product].digital
    ]


def _terms(member: Member, contract: Contract, product: str) -> ContractTerms:
    lot = 1 if member.ordering is None or member.uses is not None else member.ordering.lot_size(0)
    return ContractTerms(
        to=Selector(name=member.name),
        supplied_by=Selector(name=contract.supplier),
        product=product,
        opening_backlog=EACH if member.waits and contract.backorders else 0,
        opening_orders=[EACH * lot] * contract.order_weeks,
        opening_pipeline=[EACH, 3 * EACH, *[0] * 8, EACH][: contract.lead_time_weeks],
    )
