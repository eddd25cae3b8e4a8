"""Intervene: what was planned for this week happens before anything else.

Reads: the scenario's events, who opens and closes when, what members have earned.
Writes: opening, admission, listing, departure and what follows from it; first orders of those who enter;
what is said at outlets.
"""

from mesa import Agent

from simulator.domain.units import Units
from simulator.engine.coming_and_going import come_and_go
from simulator.engine.leaving import leave
from simulator.engine.listing import review
from simulator.engine.market import Market
from simulator.engine.on_demand import is_digital
from simulator.engine.signs import put_up_signs


def intervene(market: Market) -> None:
    """Open, close and change what the scenario says."""
    for event in market.given.events:
        if event.week != market.week:
            continue
        if event.depart is not None:
            leave(market, event.depart, "event")
        if event.message is not None:
            market.said = market.said.model_copy(update={"default": event.message, "by_channel": {}})
            put_up_signs(market)
    for agent in market.members.values():
        if agent.member.closes == market.week:
            leave(market, agent.member.name, "closed")
    coming = opening_in(market, market.week)
    for agent in coming:
        market.ledger.record(
            "admission", week=market.week, member=market.page.code(agent.member.name), reason="planned"
        )
    open_members(market, coming)
    come_and_go(market)


def open_market(market: Market) -> None:
    """Open everybody who is there from the start: week 0 of the ledger."""
    put_up_signs(market)
    open_members(market, opening_in(market, market.week))
    market.till.write(market.ledger, market.week)


def opening_in(market: Market, week: int) -> list[Agent]:
    """Return who is planned to open in a week; those of a pool come when it pays."""
    agents = market.members.values()
    return [agent for agent in agents if agent.member.opens == week and not agent.member.is_potential]


def open_members(market: Market, agents: list[Agent]) -> None:
    """Open members at the same time; those that choose what they list do so first."""
    for agent in agents:
        agent.is_open = True
    review(market, agents)
    for agent in agents:
        stock_up(market, agent)


def stock_up(market: Market, agent: Agent) -> None:
    """Give a member the stock it has at the start of all it lists; it comes from outside, unpaid."""
    units: Units = market.given.units
    for product in traded(market, agent.member.name):
        if is_digital(market, product):
            continue
        opening = units.quantity(agent.member.opening_stock)
        agent.stock.on_hand[product] += opening
        if opening:
            market.ledger.record(
                "opening",
                week=market.week,
                member=market.page.code(agent.member.name),
                product=market.product_number[product],
                units=opening,
            )


def traded(market: Market, name: str) -> list[str]:
    """Return the products that a member makes, or is supplied with and lists."""
    return [
        product
        for product, noun in market.given.products.items()
        if noun.maker == name
        or (market.supply(name, product) is not None and market.lists.has(name, product))
    ]
