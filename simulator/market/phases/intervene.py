"""Intervene: what was planned for this week, or has come due by its condition, happens before anything else.

Reads: the scenario's events, who opens and closes when, what members have earned, which relations outlets
have decided to end; for conditions, the ledger up to last week.
Writes: intervention, trigger_reading, opening, admission, listing, departure, relation_end and what follows;
first orders of members that enter; the layers in force, terms of contracts, what is said at outlets.
"""

from collections.abc import Collection

from mesa import Agent

from simulator.domain.units import Units
from simulator.market.communication.point_of_sale import show_point_of_sale_messages
from simulator.market.entry_exit.departure import depart
from simulator.market.entry_exit.end_relation import end_relations
from simulator.market.entry_exit.entry_and_exit import enter_and_exit
from simulator.market.events.amended_contracts import amend_contracts
from simulator.market.events.event_lifecycle import advance
from simulator.market.goods.digital_goods import is_digital
from simulator.market.goods.household_consumption import write_kept
from simulator.market.goods.opening_entries import open_pipeline
from simulator.market.market import Market
from simulator.market.offers.assortment_review import review_assortments
from simulator.market.offers.offer_terms import record_opening_terms


def intervene(market: Market) -> None:
    """Let events take their steps; open and close the members that open and close this week."""
    before = dict(market.active_interventions.active)
    called = {name for course in market.event_states for name in advance(market, course)}
    if market.active_interventions.active != before:
        amend_contracts(market)
        show_point_of_sale_messages(market)
    market.uncalled -= called
    for agent in market.members.values():
        if agent.member.closes == market.week:
            depart(market, agent.member.name, "closed")
    end_relations(market)
    coming = members_opening(market, market.week, called)
    for agent in coming:
        reason = "planned" if agent.member.opens is not None else "event"
        market.ledger.record(
            "admission", week=market.week, member=market.header.code(agent.member.name), reason=reason
        )
    open_members(market, coming)
    enter_and_exit(market)


def open_market(market: Market) -> None:
    """Open the members that are there from the start: week 0 of the ledger."""
    show_point_of_sale_messages(market)
    open_members(market, members_opening(market, market.week))
    open_pipeline(market)
    record_opening_terms(market)
    write_kept(market)
    market.payments.write(market.ledger, market.week)


def members_opening(market: Market, week: int, called: Collection[str] = ()) -> list[Agent]:
    """Return the members that open in a week, as planned or called by an event; pools aside."""
    return [agent for agent in market.members.values() if is_opening(market, agent, week, called)]


def is_opening(market: Market, agent: Agent, week: int, called: Collection[str]) -> bool:
    """Say whether a member opens in a week: its own, or that of its event, unless its time is over."""
    member, opens = agent.member, agent.member.opens
    if agent.is_open or member.is_potential or (week and member.name in market.uncalled):
        return False
    is_time = opens == week or (member.name in called and (opens or 0) <= week)
    return is_time and (member.closes is None or week < member.closes)


def open_members(market: Market, agents: list[Agent]) -> None:
    """Open members at the same time; outlets with a listing rule choose first."""
    for agent in agents:
        agent.is_open = True
    review_assortments(market, agents)
    for agent in agents:
        stock_opening_inventory(market, agent)


def stock_opening_inventory(market: Market, agent: Agent) -> None:
    """Give a member the stock it has at the start of all it lists; it comes from outside, unpaid."""
    units: Units = market.given.units
    for product in products_traded(market, agent.member.name):
        if is_digital(market, product):
            continue
        opening = units.quantity(agent.member.opening_stock)
        agent.stock.on_hand[product] += opening
        if opening:
            what = market.header.code(agent.member.name), market.product_number[product], opening
            market.ledger.record_one("opening", market.week, *what)


def products_traded(market: Market, name: str) -> list[str]:
    """Return the products that a member makes, or is supplied with and lists."""
    return [
        product
        for product, noun in market.given.products.items()
        if noun.maker == name
        or (market.routes.supply(name, product) is not None and market.assortments.has(name, product))
    ]
