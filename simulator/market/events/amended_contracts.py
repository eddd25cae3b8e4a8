"""Amended contracts: the terms in force, on the edges of the channel graph.

They are always worked out anew from what was drawn and the layers over it, so that a layer taken off leaves
no trace.
"""

from collections import defaultdict
from functools import partial

from simulator.domain.channel.contract import Contract
from simulator.domain.events.scope import Deal
from simulator.market.state.active_interventions import ActiveIntervention
from simulator.market.state.prices_in_force import PriceAmendment, PriceKey
from simulator.market.state.protocols import RelationState
from simulator.scenario.switches import contract_as_played


def amend_contracts(state: RelationState) -> None:
    """Put the terms in force on the edges of the channel graph, and what is paid under them on the market."""
    listed = {name: product.list_price for name, product in state.given.products.items()}
    amendments: dict[PriceKey, PriceAmendment] = {}
    edges: defaultdict[tuple[str, str], list[Contract]] = defaultdict(list)
    for drawn in state.header.contracts:
        if state.channel.has_edge(drawn.supplier, drawn.buyer):
            layers = interventions_on(state, drawn)
            terms = amended(state, drawn, layers, listed)
            for product in drawn.prices if layers else ():
                amendments[drawn.supplier, drawn.buyer, product] = partial(
                    amended_price, state, drawn, layers, listed
                )
            played = contract_as_played(state.given, terms) if layers else terms
            edges[drawn.supplier, drawn.buyer].append(played)
    for edge, contracts in edges.items():
        state.channel.edges[edge]["contracts"] = tuple(contracts)
    state.routes.forget()
    state.prices_in_force.amend(amendments)


def interventions_on(state: RelationState, contract: Contract) -> list[ActiveIntervention]:
    """Return the layers that concern a contract."""
    buyer = state.header.member(contract.buyer)
    return [
        layer
        for layer in state.active_interventions.active.values()
        if layer.scope.has_contract(contract, buyer)
    ]


def amended(
    state: RelationState, contract: Contract, layers: list[ActiveIntervention], listed: dict[str, float]
) -> Contract:
    """Return a contract as the layers over it leave it."""
    buyer = state.header.member(contract.buyer)
    for layer in layers:
        scope = layer.scope
        products = scope.traded(contract, buyer)
        supplies = scope.is_maker or state.channel.out_degree(scope.actor) > 0
        contract = layer.action.agrees(Deal(contract, buyer, scope.actor, products, supplies, listed))
    return contract


def amended_price(
    state: RelationState,
    contract: Contract,
    layers: list[ActiveIntervention],
    listed: dict[str, float],
    product: str,
    price: float,
) -> float:
    """Return what is paid for a product under the layers, where so much is agreed [currency per unit]."""
    asked = contract.model_copy(update={"prices": {**contract.prices, product: price}})
    return amended(state, asked, layers, listed).prices[product]
