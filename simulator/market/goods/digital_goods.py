"""On demand: digital goods are made when they are sold, and pass through the channel in that moment.

Nobody ever keeps any, so nothing is short, stored or under way. Every unit is still made, ordered,
shipped and paid for by entries, contract by contract, from the manufacturer down to the outlet.
"""

from mesa import Agent

from simulator.domain.channel.channel import Contract
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.market import Market


def is_digital(market: Market, product: str) -> bool:
    """Say whether a product is made when it is sold."""
    return market.given.products[product].digital


def available(market: Market, agent: Agent, product: str) -> int:
    """Return how many units an outlet could hand over this week [steps].

    Of digital goods that it lists one for every customer, more than can be asked for, as long as every
    contract up to the manufacturer stands; of others, what it has.
    """
    if not is_digital(market, product):
        on_hand: int = agent.stock.on_hand[product]
        return on_hand
    name = agent.member.name
    is_there = market.assortments.has(name, product) and chain(market, name, product)
    return market.given.customers if is_there else 0


def chain(market: Market, outlet: str, product: str) -> list[Contract]:
    """Return the contracts from the manufacturer down to an outlet; none if somebody between has left."""
    links: list[Contract] = []
    buyer, maker = outlet, market.given.products[product].maker
    while buyer != maker:
        contract = market.supply(buyer, product)
        if contract is None or not market.members[contract.supplier].is_open:
            return []
        links.append(contract)
        buyer = contract.supplier
    return links[::-1]


def deliver(market: Market, outlet: str, product: str, units: int) -> None:
    """Make units of a digital product, and pass them down to the outlet that has sold them."""
    if not units:
        return
    maker, number = market.given.products[product].maker, market.product_number[product]
    cost = market.given.units.price(market.given.products[product].unit_cost)
    market.payments.pay(maker, OUTSIDE, cost * units, "production")
    what = {"week": market.week, "product": number, "units": units}
    market.ledger.record("production", member=market.header.code(maker), arrives=market.week, **what)
    for contract in chain(market, outlet, product):
        hand_down(market, contract, product, what)
    market.members[outlet].stock.on_hand[product] += units


def hand_down(market: Market, contract: Contract, product: str, what: dict[str, int]) -> None:
    """Pass units from a supplier to a buyer: ordered, shipped and paid for in the same moment."""
    price = market.prices_in_force.price(contract, product)
    between = {"supplier": market.header.code(contract.supplier), "buyer": market.header.code(contract.buyer)}
    market.members[contract.supplier].stock.asked[product] += what["units"]
    market.prices_in_force.ordered(contract, product, what["units"])
    market.prices_in_force.came_in(contract.buyer, product, 0, what["units"], price)
    market.ledger.record("order", **between, **what)
    market.ledger.record("shipment", **between, **what, arrives=market.week, price=price)
    market.payments.pay(contract.buyer, contract.supplier, price * what["units"], "goods")
    market.rebates.bought(contract, product, what["units"], price)
