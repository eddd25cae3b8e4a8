"""Consumption: members that use goods up use what has come, and cancel the rest unless they wait for it.

What is used was worth to them what they paid for it, so they gain and lose nothing.
"""

from mesa import Agent

from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.place_orders import cancel_order
from simulator.market.state.protocols import GoodsState


def consume(state: GoodsState) -> None:
    """Let members use up what they have, and cancel what they do not wait for."""
    rows = []
    for agent in state.users:
        name = agent.member.name
        for product, units in agent.stock.on_hand.items():
            if units > 0:
                rows.append((state.header.code(name), state.product_number[product], units))
                agent.stock.on_hand[product] = 0
                cost = state.prices_in_force.cost(name, product) or 0
                state.payments.pay(OUTSIDE, name, cost * units, "consumption")
        if not agent.member.waits and agent.is_open:
            cancel_own_orders(state, agent)
    member, product_number, used = zip(*rows, strict=True) if rows else ((), (), ())
    state.ledger.record(
        "consumption", week=state.week, member=list(member), product=list(product_number), units=list(used)
    )


def cancel_own_orders(state: GoodsState, agent: Agent) -> None:
    """Cancel a member's orders that its suppliers have seen and not shipped."""
    name = agent.member.name
    for supplier in dict.fromkeys(contract.supplier for contract in state.routes.suppliers(name)):
        book = state.pipeline.orders.get(supplier, [])
        mine = [order for order in book if order.buyer == name]
        for order in mine:
            cancel_order(state, supplier, order)
        if mine:
            state.pipeline.orders[supplier] = [order for order in book if order.buyer != name]
