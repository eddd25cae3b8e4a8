"""Inspection: units that customers sent back go on the shelf again, or are thrown away.

All that leaves inspection is put on the shelf; what cannot be sold again is scrapped from there at once. What
is restocked is as new: the next buyer's luck with it is its own. What an outlet no longer lists goes back to
its supplier where it can. An outlet that leaves has its goods in inspection disposed of uninspected, as all
others.

More outlets are more: each inspects its own units, and has a draw of its own for each of them.
"""

import numpy as np

from simulator.base.keyed_random import happens, stable_key, threshold
from simulator.domain.offers.return_terms import ReturnTerms
from simulator.market.goods.disposal import sell_back
from simulator.market.goods.spoilage import scrap
from simulator.market.state.protocols import ReturnState


def inspect_returns(state: ReturnState) -> None:
    """Let all units leave inspection that are through with it this week."""
    for name, product in sorted(state.returns.in_inspection):
        units = state.returns.leaving((name, product), state.week)
        if units:
            unsaleable = count_unsaleable(state, name, product, units)
            put_on_shelf(state, name, product, units, unsaleable)
            credit_unsaleable(state, name, product, unsaleable)
            if not state.assortments.has(name, product):
                sell_back(state, name, product, units - unsaleable)


def release_inspection(state: ReturnState, name: str) -> None:
    """Put what a member that leaves has in inspection on its shelf, uninspected."""
    for shelf in sorted(shelf for shelf in state.returns.in_inspection if shelf[0] == name):
        units = state.returns.in_inspection.pop(shelf).total()
        if units:
            put_on_shelf(state, name, shelf[1], units, 0)


def put_on_shelf(state: ReturnState, name: str, product: str, units: int, unsaleable: int) -> None:
    """Put units that leave inspection on the shelf, and throw away what cannot be sold again."""
    cost = state.prices_in_force.cost(name, product) or 0
    state.members[name].stock.on_hand[product] += units
    state.ledger.record(
        "inspection",
        week=state.week,
        outlet=state.header.code(name),
        product=state.product_number[product],
        units=units,
        unsaleable=unsaleable,
        unit_cost=cost,
    )
    scrap(state, name, product, unsaleable, "unsaleable")
    state.returns.regained[name] -= cost * unsaleable


def count_unsaleable(state: ReturnState, name: str, product: str, units: int) -> int:
    """Return how many units cannot be sold again, each by its own draw."""
    words = state.dice.words("saleable", state.week, stable_key(name, product), np.arange(units))
    is_saleable = happens(words, threshold(terms_at(state, name, product).saleable))
    return units - int(np.count_nonzero(is_saleable))


def credit_unsaleable(state: ReturnState, name: str, product: str, units: int) -> None:
    """Let the outlet's supplier pay for what it could not sell again, where that is agreed."""
    share = terms_at(state, name, product).credited
    contract = state.routes.supply(name, product) or state.routes.contract_had(name, product)
    if not units or not share or contract is None or not state.members[contract.supplier].is_open:
        return
    price = state.given.units.price(state.prices_in_force.in_force(contract, product) * share)
    state.payments.pay(contract.supplier, name, price * units, "return_credit")
    state.ledger.record(
        "supplier_credit",
        week=state.week,
        supplier=state.header.code(contract.supplier),
        outlet=state.header.code(name),
        product=state.product_number[product],
        units=units,
        price=price,
    )


def terms_at(state: ReturnState, name: str, product: str) -> ReturnTerms:
    """Return the terms on which an outlet takes a product back."""
    offer = state.run_tables.offer(state.outlet_number[name], state.product_number[product])
    return state.returns.terms.handled(offer)


def write_inspection(state: ReturnState) -> None:
    """Write down what is in inspection at the end of the week, at its cost."""
    held = state.returns.held()
    state.ledger.record(
        "in_inspection",
        week=state.week,
        outlet=[state.header.code(name) for name, _ in held],
        product=[state.product_number[product] for _, product in held],
        units=list(held.values()),
        unit_cost=[state.prices_in_force.cost(*shelf) or 0 for shelf in held],
    )
