"""Departure: a member leaves and nothing is lost.

Its open orders are cancelled, those it held too, customers' among them; its goods, those in inspection too,
are sold back where a contract says so, else scrapped; so is whatever still arrives for it. What it has to
repair goes back to its customers. Its edges leave the channel graph. A marketplace takes the sellers on it
along.
"""

from simulator.market.goods.backorders.fulfil import cancel_backorders_at
from simulator.market.goods.disposal import cancel_orders, dispose
from simulator.market.goods.repairs.repair import release_repairs
from simulator.market.goods.returns.inspect import release_inspection
from simulator.market.state.protocols import RelationState


def depart(state: RelationState, name: str, reason: str) -> None:
    """Let a member go; one that is not open leaves nothing to do."""
    agent = state.members.get(name)
    if agent is None or not agent.is_open:
        return
    state.ledger.record("departure", week=state.week, member=state.header.code(name), reason=reason)
    cancel_orders(state, name)
    cancel_backorders_at(state, name)
    state.short_supply.forget(name)
    release_inspection(state, name)
    release_repairs(state, name)
    for product, units in sorted(agent.stock.on_hand.items()):
        dispose(state, name, product, units)
    agent.is_open = False
    for other in state.members.values():
        other.stock.below = [stock for stock in other.stock.below if stock is not agent.stock]
    state.channel.remove_edges_from([*state.channel.in_edges(name), *state.channel.out_edges(name)])
    state.routes.forget()
    if name in state.outlet_number:
        state.offer_table.carried[state.outlet_number[name]] = False
    for hosted in [member.name for member in state.header.members if member.hosted_by == name]:
        depart(state, hosted, "host left")
