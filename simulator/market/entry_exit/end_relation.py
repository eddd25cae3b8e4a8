"""End of a relation: an outlet buys from a supplier no more, for what it felt, and nothing is lost.

Its open orders with the supplier are cancelled, and what customers ordered of it that no other supplies.
Goods left of that go back where the contract has a buy-back, else they stay on offer until they are sold; so
do goods that were under way. The edge leaves the channel graph. An outlet without any other supplier leaves
the trade, and so does one that leaves its marketplace.
"""

from simulator.domain.channel.contract import Contract
from simulator.market.conflict.relations import makers_from
from simulator.market.entry_exit.departure import depart
from simulator.market.goods.backorders.fulfil import withdraw
from simulator.market.goods.disposal import sell_back
from simulator.market.goods.place_orders import cancel_order
from simulator.market.state.protocols import FeelingState

REASON = "conflict"


def end_relations(state: FeelingState) -> None:
    """End the relations that outlets decided to end."""
    book = state.grievance_book
    for buyer, supplier in book.leaving:
        if state.members[buyer].is_open and state.channel.has_edge(supplier, buyer):
            contracts = state.routes.suppliers(buyer)
            others = {one.supplier for one in contracts if one.supplier != supplier}
            if others and state.header.member(buyer).hosted_by != supplier:
                end_relation(state, buyer, supplier, contracts)
            else:
                depart(state, buyer, REASON)
    book.leaving.clear()


def end_relation(state: FeelingState, buyer: str, supplier: str, contracts: tuple[Contract, ...]) -> None:
    """Take the edge between a supplier and a buyer out of the channel, which has others."""
    code = state.header.code
    state.ledger.record(
        "relation_end", week=state.week, member=code(buyer), supplier=code(supplier), reason=REASON
    )
    cancel_orders_between(state, buyer, supplier)
    kept = {product for one in contracts if one.supplier != supplier for product in one.prices}
    dropped = {product for one in contracts if one.supplier == supplier for product in one.prices} - kept
    for product in state.run_tables.products:
        if product in dropped:
            withdraw_orders_of(state, buyer, product)
            sell_back(state, buyer, product, state.members[buyer].stock.on_hand[product])
            state.short_supply.cancelled(supplier, (buyer, product))
    forget_supplier(state, buyer, supplier)
    state.channel.remove_edge(supplier, buyer)
    state.routes.forget()


def forget_supplier(state: FeelingState, buyer: str, supplier: str) -> None:
    """Let an outlet hold nothing against a supplier that it has left, and miss nothing of what it sold."""
    one = state.grievance_book.aggrieved[state.outlet_number[buyer]]
    other = state.header.code(supplier)
    makers = sorted(makers_from(state, buyer, other))
    one.usual[makers], one.usual_sales[makers] = 0.0, 0.0
    one.grievance = {key: amount for key, amount in one.grievance.items() if key[0] != other}
    one.trust.pop(other, None)


def cancel_orders_between(state: FeelingState, buyer: str, supplier: str) -> None:
    """Cancel what a buyer has ordered from a supplier, seen by it or not."""
    orders = state.pipeline.orders[supplier]
    for order in [one for one in orders if one.buyer == buyer]:
        orders.remove(order)
        cancel_order(state, supplier, order)
    for under_way in state.pipeline.orders_in_transit.values():
        for one in [x for x in under_way if (x.contract.supplier, x.order.buyer) == (supplier, buyer)]:
            under_way.remove(one)
            cancel_order(state, supplier, one.order, is_seen=False)


def withdraw_orders_of(state: FeelingState, outlet: str, product: str) -> None:
    """Let customers go that wait for a product at an outlet."""
    book = state.backorders
    if book.is_on:
        offer = state.run_tables.offer(state.outlet_number[outlet], state.product_number[product])
        withdraw(state, book.open.offer == offer, REASON)
