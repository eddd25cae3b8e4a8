"""Replenish: members look at their stock and order; manufacturers decide what to make.

Those nearest to the customers go first, so that a supplier sees this week's orders when it decides.

Reads: stock, demand seen, contracts, ordering policies.
Writes: order, production; goods on order and owed; payments for production.
"""

from mesa import Agent

from simulator.domain.channel import Contract, Member
from simulator.domain.entries import OUTSIDE
from simulator.engine.goods import Consignment
from simulator.engine.market import Market
from simulator.engine.on_demand import chain, deliver, is_digital
from simulator.engine.orders import place
from simulator.engine.phases.receive import land


def replenish(market: Market) -> None:
    """Let everybody order, from the customers upwards."""
    for name in reversed(market.routes.downwards):
        agent = market.members[name]
        if not agent.is_open:
            continue
        listed = [p for p in market.layout.products if is_listed(market, agent.member, p)]
        agent.stock.close_week(listed, market.week, agent.member.ordering)
        for product in market.layout.products:
            contract = market.supply(name, product)
            if contract is not None and is_listed(market, agent.member, product):
                order(market, agent, product, contract)
            elif market.given.products[product].maker == name and not is_digital(market, product):
                produce(market, agent, product)


def is_listed(market: Market, member: Member, product: str) -> bool:
    """Say whether a member lists a product, and no intervention has taken it off."""
    return market.lists.has(member.name, product) and market.layers.is_offered(member, product)


def order(market: Market, agent: Agent, product: str, contract: Contract) -> None:
    """Let a member order what its rule wants of a product from its supplier."""
    units = round(agent.reorder(product, market.week, contract.lead_time_weeks))
    if market.lists.takes_first_order(agent.member.name, product):
        units = max(units, to_open_with(market, agent, product))
    if agent.member.uses is not None and is_digital(market, product):
        if chain(market, agent.member.name, product):
            deliver(market, agent.member.name, product, max(0, units))
        return
    place(market, contract, product, units)


def to_open_with(market: Market, agent: Agent, product: str) -> int:
    """Return what a member lacks of a product to have as much as it opens with."""
    there: int = agent.stock.on_hand[product] + agent.stock.on_order[product]
    return market.given.units.quantity(agent.member.opening_stock) - there


def produce(market: Market, agent: Agent, product: str) -> None:
    """Let a manufacturer make a product."""
    name, weeks = agent.member.name, market.given.manufacturers[agent.member.name].production_weeks
    units = round(agent.make(product, market.week, weeks))
    if units <= 0:
        return
    cost = market.given.units.price(market.given.products[product].unit_cost)
    agent.stock.on_order[product] += units
    market.till.pay(name, OUTSIDE, cost * units, "production")
    arrival = Consignment(name, name, product, units, cost)
    made = (market.page.code(name), market.product_number[product], units, market.week + weeks)
    market.ledger.note("production", market.week, *made)
    if weeks:
        market.underway.arrivals[market.week + weeks].append(arrival)
    else:
        land(market, arrival)
