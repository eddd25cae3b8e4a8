"""Agreeing: the terms of contracts in force, which are on the edges of the channel graph.

They are always worked out anew from what was drawn and the layers over it, so that a layer taken off leaves
no trace.
"""

from functools import partial

from simulator.domain.channel.channel import Contract
from simulator.domain.events.scope import Deal
from simulator.market.market import Market
from simulator.market.state.active_interventions import ActiveIntervention
from simulator.market.state.prices_in_force import Laid
from simulator.scenario.switches import contract_as_played


def agree_anew(market: Market) -> None:
    """Put the terms in force on the edges of the channel graph, and what is paid under them on the market."""
    listed = {name: product.list_price for name, product in market.given.products.items()}
    laid: dict[tuple[str, str], Laid] = {}
    for drawn in market.header.contracts:
        if market.channel.has_edge(drawn.supplier, drawn.buyer):
            layers = meeting(market, drawn)
            if layers:
                laid[drawn.supplier, drawn.buyer] = partial(paid, market, drawn, layers, listed)
            edge = market.channel.edges[drawn.supplier, drawn.buyer]
            terms = agreed(market, drawn, layers, listed)
            edge["contract"] = contract_as_played(market.given, terms) if layers else terms
    market.routes.forget()
    market.prices_in_force.lay(laid)


def meeting(market: Market, contract: Contract) -> list[ActiveIntervention]:
    """Return the layers that concern a contract."""
    buyer = market.member(contract.buyer)
    return [
        layer
        for layer in market.active_interventions.active.values()
        if layer.scope.has_contract(contract, buyer)
    ]


def agreed(
    market: Market, contract: Contract, layers: list[ActiveIntervention], listed: dict[str, float]
) -> Contract:
    """Return a contract as the layers over it leave it."""
    buyer = market.member(contract.buyer)
    for layer in layers:
        scope = layer.scope
        products = scope.traded(contract, buyer)
        supplies = scope.is_maker or market.channel.out_degree(scope.actor) > 0
        contract = layer.action.agrees(
            Deal(contract, buyer, scope.actor, products, scope.is_maker, supplies, listed)
        )
    return contract


def paid(
    market: Market,
    contract: Contract,
    layers: list[ActiveIntervention],
    listed: dict[str, float],
    product: str,
    price: float,
) -> float:
    """Return what is paid for a product under the layers, where so much is agreed [currency per unit]."""
    asked = contract.model_copy(update={"prices": {**contract.prices, product: price}})
    return agreed(market, asked, layers, listed).prices[product]
