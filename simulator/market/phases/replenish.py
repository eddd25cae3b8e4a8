"""Replenish: members look at their stock and order; manufacturers decide what to make.

Those nearest to the customers go first, so that a supplier sees this week's orders when it decides.

Reads: stock, demand seen, contracts, ordering policies, with which suppliers orders are on hold.
Writes: order, production; goods on order and owed; payments for production.
"""

from mesa import Agent

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.market.goods.demand_sharing import share_demand
from simulator.market.goods.digital_goods import deliver_digital, is_digital, supply_chain
from simulator.market.goods.place_orders import place_order
from simulator.market.goods.production import produce
from simulator.market.market import Market
from simulator.mechanisms.supply.lead_time_delay import delay_of


def replenish(market: Market) -> None:
    """Let everybody order, from the customers upwards."""
    for name in reversed(market.routes.downwards):
        agent = market.members[name]
        if not agent.is_open:
            continue
        listed = [p for p in market.run_tables.products if is_listed(market, agent.member, p)]
        agent.stock.close_week(listed, market.week, agent.member.ordering)
        share_demand(market, agent, listed)
        for product in market.run_tables.products:
            contract = market.routes.supply(name, product)
            if contract is not None and product in listed:
                order_product(market, agent, product, contract)
        own = [p for p in market.run_tables.products if is_made_by(market, name, p)]
        if own:
            produce(market, agent, own)


def is_made_by(market: Market, name: str, product: str) -> bool:
    """Say whether a member makes a product, before it is sold."""
    return market.given.products[product].maker == name and not is_digital(market, product)


def is_listed(market: Market, member: Member, product: str) -> bool:
    """Say whether a member lists a product, and no intervention has taken it off."""
    return market.assortments.has(member.name, product) and market.active_interventions.is_offered(
        member, product
    )


def order_product(market: Market, agent: Agent, product: str, contract: Contract) -> None:
    """Let a member order what its rule wants of a product, knowing today's price at its first supplier."""
    agent.stock.price_off[product] = market.prices_in_force.discount(contract, product)
    agent.stock.delay[product] = delay_of(contract.delays)
    units = round(agent.reorder(product, market.week, contract.lead_time_weeks))
    if market.assortments.takes_first_order(agent.member.name, product):
        units = max(units, opening_order(market, agent, product))
    if agent.member.uses is not None and is_digital(market, product):
        if supply_chain(market, agent.member.name, product):
            deliver_digital(market, agent.member.name, product, max(0, units))
        return
    for under, part in market.routes.split(agent.member.name, product, units):
        if (under.buyer, under.supplier) not in market.grievance_book.on_hold:
            place_order(market, under, product, part)


def opening_order(market: Market, agent: Agent, product: str) -> int:
    """Return what a member lacks of a product to have as much as it opens with."""
    there: int = agent.stock.on_hand[product] + agent.stock.on_order[product]
    return market.given.units.quantity(agent.member.opening_stock) - there
