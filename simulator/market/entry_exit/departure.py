"""Leaving: how a member departs without anything being lost.

Its open orders are cancelled, those it held too, customers' among them; its goods are sold back where a
contract says so, else scrapped; so is whatever still arrives for it. Its edges leave the channel graph. A
marketplace takes the sellers on it along.
"""

from simulator.market.goods.backorders.fulfil import cancel_orders_at
from simulator.market.goods.disposal import cancel_orders, dispose
from simulator.market.market import Market


def leave(market: Market, name: str, reason: str) -> None:
    """Let a member go; one that is not open leaves nothing to do."""
    agent = market.members.get(name)
    if agent is None or not agent.is_open:
        return
    market.ledger.record("departure", week=market.week, member=market.header.code(name), reason=reason)
    cancel_orders(market, name)
    cancel_orders_at(market, name)
    market.short_supply.forget(name)
    for product, units in sorted(agent.stock.on_hand.items()):
        dispose(market, name, product, units)
    agent.is_open = False
    for other in market.members.values():
        other.stock.below = [stock for stock in other.stock.below if stock is not agent.stock]
    market.channel.remove_edges_from([*market.channel.in_edges(name), *market.channel.out_edges(name)])
    market.routes.forget()
    if name in market.outlet_number:
        market.offer_table.carried[market.outlet_number[name]] = False
    for hosted in [member.name for member in market.header.members if member.hosted_by == name]:
        leave(market, hosted, "host left")
