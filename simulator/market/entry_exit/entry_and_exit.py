"""Coming and going: members enter a trade that pays and leave one that does not, at their reviews.

Both sides look at the weeks behind them, then those who go leave and those who come enter, each in the
order of the week's luck and no more of either than the rule has it.
"""

from mesa import Agent

from simulator.base.keyed_random import stable_key, uniform
from simulator.domain.channel.channel import suppliers_of
from simulator.domain.decisions.entry_exit import EntryExitView
from simulator.market.entry_exit.departure import leave
from simulator.market.goods.place_orders import place
from simulator.market.market import Market
from simulator.market.offers.assortment_review import review as choose
from simulator.market.state.member_profits import Kind


def enter_and_exit(market: Market) -> None:
    """Let the members of every kind with rules look, leave and enter."""
    for kind in market.member_profits.kinds:
        reviewing = [
            agent
            for agent in (market.members[name] for name in kind.members)
            if agent.member.staying is not None and agent.member.staying.reviews_in(market.week)
        ]
        if reviewing:
            review(market, kind, reviewing)


def review(market: Market, kind: Kind, reviewing: list[Agent]) -> None:
    """Let members of a kind decide, all on what they saw before anybody moved."""
    alike = sum(market.members[name].is_open for name in kind.members)
    going = [a for a in reviewing if a.is_open and a.member.staying.leaves(view_of(market, kind, a, alike))]
    coming = [
        a
        for a in reviewing
        if can_enter(market, a) and a.member.staying.enters(view_of(market, kind, a, alike))
    ]
    for agent in the_first(market, going, alike):
        leave(market, agent.member.name, "does not pay")
    for agent in the_first(market, coming, alike):
        enter(market, agent)


def view_of(market: Market, kind: Kind, agent: Agent, alike: int) -> EntryExitView:
    """Return what a member sees: its own profits, or if it is not there, those of its kind."""
    name = agent.member.name
    return EntryExitView(
        week=market.week,
        profits=tuple(market.member_profits.own[name] if agent.is_open else kind.common),
        alike=alike,
        luck=uniform(market.dice.word("staying", -1, stable_key(name))),
        chance=uniform(market.dice.word("pioneer", market.week, stable_key(name))),
    )


def can_enter(market: Market, agent: Agent) -> bool:
    """Say whether a member of a pool could open: never yet there, and its host and a supplier are."""
    member, members = agent.member, market.members
    if not member.is_potential or agent.is_open or member.name in market.uncalled:
        return False
    if member.opens is not None and market.week <= member.opens:
        return False
    if member.hosted_by is not None and not members[member.hosted_by].is_open:
        return False
    return any(members[contract.supplier].is_open for contract in suppliers_of(market.channel, member.name))


def the_first(market: Market, agents: list[Agent], alike: int) -> list[Agent]:
    """Return those who move at this review: by the week's luck, no more than each one's rule allows."""
    in_turn = sorted(
        agents, key=lambda a: market.dice.word("comes or goes", market.week, stable_key(a.member.name))
    )
    return [agent for turn, agent in enumerate(in_turn) if turn < agent.member.staying.at_most(alike)]


def enter(market: Market, agent: Agent) -> None:
    """Let a member of a pool open with empty shelves; it orders, and pays for, what it begins with.

    One that chooses what it lists begins with that.
    """
    name = agent.member.name
    market.ledger.record("admission", week=market.week, member=market.header.code(name), reason="pays")
    agent.is_open = True
    choose(market, [agent])
    for product in market.given.products:
        contract = market.supply(name, product)
        is_listed = market.assortments.has(name, product) and market.active_interventions.is_offered(
            agent.member, product
        )
        if contract is None or not is_listed:
            continue
        if market.members[contract.supplier].is_open:
            place(market, contract, product, market.given.units.quantity(agent.member.opening_stock))
