"""Digital goods: made when they are sold, they pass through the channel in that moment.

Nobody ever keeps any, so nothing is short, stored or under way. Every unit is still made, ordered,
shipped and paid for by entries, contract by contract, from the manufacturer down to the outlet.
"""

from mesa import Agent

from simulator.domain.channel.contract import Contract
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.state.luck_weeks import SUGGESTED
from simulator.market.state.protocols import GoodsState


def is_digital(state: GoodsState, product: str) -> bool:
    """Say whether a product is made when it is sold."""
    return state.given.products[product].digital


def available_units(state: GoodsState, agent: Agent, product: str) -> int:
    """Return how many units an outlet could hand over this week [steps].

    Of digital goods that it lists as many as can be asked for, as long as every contract up to the
    manufacturer stands; of others, what it has.
    """
    if not is_digital(state, product):
        on_hand: int = agent.stock.on_hand[product]
        return on_hand
    name = agent.member.name
    is_there = state.assortments.has(name, product) and supply_chain(state, name, product)
    return most_asked(state, product) if is_there else 0


def most_asked(state: GoodsState, product: str) -> int:
    """Return how many units of a product all customers together can ask for in a week at most [steps].

    Of each as many as meet its needs of a week, which may be counted or add up, and what it stores; and one
    need more where the product may be suggested.
    """
    given, noun = state.given, state.given.products[product]
    most = 1
    for segment in given.segments.values():
        need = segment.needs.get(noun.category)
        if need is not None:
            many = need.counted or need.meanwhile == "adds_up"
            stored = 0 if need.pantry is None else need.pantry.most_units
            most = max(most, need.units * (SUGGESTED if many else 1) + stored)
    return given.customers * (most + (noun.suggested_with is not None))


def supply_chain(state: GoodsState, outlet: str, product: str) -> list[Contract]:
    """Return the contracts from the manufacturer down to an outlet; none if somebody between has left."""
    links: list[Contract] = []
    buyer, maker = outlet, state.given.products[product].maker
    while buyer != maker:
        contract = state.routes.supply(buyer, product)
        if contract is None or not state.members[contract.supplier].is_open:
            return []
        links.append(contract)
        buyer = contract.supplier
    return links[::-1]


def deliver_digital(state: GoodsState, outlet: str, product: str, units: int) -> None:
    """Make units of a digital product, and pass them down to the outlet that has sold them."""
    if not units:
        return
    maker, number = state.given.products[product].maker, state.product_number[product]
    cost = state.given.units.price(state.given.products[product].unit_cost)
    state.payments.pay(maker, OUTSIDE, cost * units, "production")
    what = {"week": state.week, "product": number, "units": units}
    state.ledger.record("production", member=state.header.code(maker), arrives=state.week, **what)
    for contract in supply_chain(state, outlet, product):
        pass_down(state, contract, product, what)
    state.members[outlet].stock.on_hand[product] += units


def pass_down(state: GoodsState, contract: Contract, product: str, what: dict[str, int]) -> None:
    """Pass units from a supplier to a buyer: ordered, shipped and paid for in the same moment."""
    price = state.prices_in_force.price(contract, product)
    between = {"supplier": state.header.code(contract.supplier), "buyer": state.header.code(contract.buyer)}
    state.members[contract.supplier].stock.asked[product] += what["units"]
    state.prices_in_force.ordered(contract, product, what["units"])
    state.prices_in_force.update_cost(contract.buyer, product, 0, what["units"], price)
    state.ledger.record("order", **between, **what)
    state.ledger.record("shipment", **between, **what, arrives=state.week, price=price)
    state.payments.pay(contract.buyer, contract.supplier, price * what["units"], "goods")
    state.rebates.bought(contract, product, what["units"], price)
