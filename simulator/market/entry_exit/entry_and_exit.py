"""Entry and exit: members enter a trade that pays and leave one that does not, at their reviews.

Both sides look at the weeks behind them, then those who go leave and those who come enter, each in the
order of the week's luck and no more of either than the rule has it.

More outlets are more: each decides for itself, with a patience and a demand on profit of its own, so that
among many one comes or goes sooner.
"""

from mesa import Agent

from simulator.base.keyed_random import stable_key, uniform
from simulator.domain.channel.channel import suppliers_of
from simulator.domain.decisions.entry_exit import EntryExitView
from simulator.market.entry_exit.departure import depart
from simulator.market.goods.place_orders import place_order
from simulator.market.offers.assortment_review import review_assortments as choose
from simulator.market.state.member_profits import PeerGroup
from simulator.market.state.protocols import RelationState


def enter_and_exit(state: RelationState) -> None:
    """Let the members of every group with rules look, leave and enter."""
    for group in state.member_profits.peer_groups:
        reviewing = [
            agent
            for agent in (state.members[name] for name in group.members)
            if agent.member.entry_exit is not None and agent.member.entry_exit.reviews_in(state.week)
        ]
        if reviewing:
            review_peers(state, group, reviewing)


def review_peers(state: RelationState, group: PeerGroup, reviewing: list[Agent]) -> None:
    """Let members of a group decide, all on what they saw before any of them moved."""
    alike = sum(state.members[name].is_open for name in group.members)
    going = [
        a for a in reviewing if a.is_open and a.member.entry_exit.leaves(view_of(state, group, a, alike))
    ]
    coming = [
        a
        for a in reviewing
        if can_enter(state, a) and a.member.entry_exit.enters(view_of(state, group, a, alike))
    ]
    for agent in movers(state, going, alike):
        depart(state, agent.member.name, "does not pay")
    for agent in movers(state, coming, alike):
        enter(state, agent)


def view_of(state: RelationState, group: PeerGroup, agent: Agent, alike: int) -> EntryExitView:
    """Return what a member sees: its own profits, or its peer group's while it is not there."""
    name = agent.member.name
    return EntryExitView(
        week=state.week,
        profits=tuple(state.member_profits.own[name] if agent.is_open else group.mean_profits),
        alike=alike,
        luck=uniform(state.dice.word("staying", -1, stable_key(name))),
        chance=uniform(state.dice.word("pioneer", state.week, stable_key(name))),
    )


def can_enter(state: RelationState, agent: Agent) -> bool:
    """Say whether a member of a pool could open: never yet there, and its host and a supplier are."""
    member, members = agent.member, state.members
    if not member.is_potential or agent.is_open or member.name in state.uncalled:
        return False
    if member.opens is not None and state.week <= member.opens:
        return False
    if member.hosted_by is not None and not members[member.hosted_by].is_open:
        return False
    return any(members[contract.supplier].is_open for contract in suppliers_of(state.channel, member.name))


def movers(state: RelationState, agents: list[Agent], alike: int) -> list[Agent]:
    """Return the members that move at this review: by the week's luck, as many as each one's rule allows."""
    in_turn = sorted(
        agents, key=lambda a: state.dice.word("comes or goes", state.week, stable_key(a.member.name))
    )
    return [agent for turn, agent in enumerate(in_turn) if turn < agent.member.entry_exit.at_most(alike)]


def enter(state: RelationState, agent: Agent) -> None:
    """Let a member of a pool open with empty shelves; it orders, and pays for, what it begins with.

    One that chooses what it lists begins with that.
    """
    name = agent.member.name
    state.ledger.record("admission", week=state.week, member=state.header.code(name), reason="pays")
    agent.is_open = True
    choose(state, [agent])
    for product in state.given.products:
        contract = state.routes.supply(name, product)
        is_listed = state.assortments.has(name, product) and state.active_interventions.is_offered(
            agent.member, product
        )
        if contract is None or not is_listed:
            continue
        if state.members[contract.supplier].is_open:
            place_order(state, contract, product, state.given.units.quantity(agent.member.opening_stock))
