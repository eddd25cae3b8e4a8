"""Orders: a buyer's order goes into the ledger and, once seen, into its supplier's order book.

Between sending an order and its being seen (`order_weeks`) it is in transit: on order for the buyer, not yet
owed or demand for the supplier.
"""

from simulator.domain.channel.contract import Contract
from simulator.market.state.orders_and_shipments import OpenOrder, OrderInTransit
from simulator.market.state.protocols import GoodsState
from simulator.mechanisms.supply.lot_sizing import whole_lots


def place_order(state: GoodsState, contract: Contract, product: str, units: int) -> None:
    """Place an order for so many steps of a product; none for none or less, or for what is made when sold.

    The contract's minimum, and what a first order or a sourcing rule makes of it, break no lot of the buyer's
    rule.
    """
    if units <= 0 or state.given.products[product].digital:
        return
    buyer = state.members[contract.buyer].member
    units = max(units, state.given.units.quantity(contract.minimum_order))
    if buyer.uses is None and buyer.ordering is not None:
        units = whole_lots(units, buyer.ordering.lot_size(state.week))
    order = write_order(state, contract, product, units)
    if contract.order_weeks:
        mail_order(state, contract, order, contract.order_weeks)
    else:
        book_order(state, contract, order)


def write_order(state: GoodsState, contract: Contract, product: str, units: int) -> OpenOrder:
    """Return an order that is written down, as units on order at the buyer; its supplier has not seen it."""
    buyer = state.members[contract.buyer]
    buyer.stock.on_order[product] += units
    code = state.header.code
    sent = (code(contract.buyer), code(contract.supplier), state.product_number[product], units)
    state.ledger.record_one("order", state.week, *sent)
    waits = buyer.member.waits and contract.backorders > 0.0
    return OpenOrder(contract.buyer, product, units, state.week, waits)


def mail_order(state: GoodsState, contract: Contract, order: OpenOrder, weeks: int) -> None:
    """Let an order be on its way to its supplier for so many weeks."""
    state.members[order.buyer].stock.in_the_mail[order.product] += order.units
    state.pipeline.orders_in_transit[state.week + weeks].append(OrderInTransit(contract, order))


def receive_orders(state: GoodsState) -> None:
    """Let suppliers see the orders that reach them this week."""
    for one in state.pipeline.orders_due(state.week):
        state.members[one.order.buyer].stock.in_the_mail[one.order.product] -= one.order.units
        book_order(state, one.contract, one.order)


def book_order(state: GoodsState, contract: Contract, order: OpenOrder) -> None:
    """Put an order into its supplier's book: demand that it has seen, and owes."""
    if not contract.shares_sales or state.members[order.buyer].member.uses is not None:
        state.members[contract.supplier].stock.asked[order.product] += order.units
    state.prices_in_force.ordered(contract, order.product, order.units)
    owe_order(state, contract, order)


def owe_order(state: GoodsState, contract: Contract, order: OpenOrder) -> None:
    """Put an order into its supplier's book as owed, whenever it was asked for."""
    stock = state.members[contract.supplier].stock
    stock.owed[order.product] += order.units
    if not order.waits:
        stock.impatient[order.product] += order.units
    state.pipeline.orders[contract.supplier].append(order)


def cancel_order(state: GoodsState, supplier: str, order: OpenOrder, *, is_seen: bool = True) -> None:
    """Cancel what is still open of an order, whether its supplier has seen it or not; take it off no list."""
    if is_seen:
        state.short_supply.cancelled(supplier, (order.buyer, order.product))
    else:
        state.members[order.buyer].stock.in_the_mail[order.product] -= order.units
    reduce_order(state, supplier, order, order.units, is_seen=is_seen)


def reduce_order(
    state: GoodsState, supplier: str, order: OpenOrder, units: int, *, is_seen: bool = True
) -> None:
    """Take units that will not be shipped off an order, and write it down."""
    state.members[order.buyer].stock.on_order[order.product] -= units
    if is_seen:
        stock = state.members[supplier].stock
        stock.owed[order.product] -= units
        if not order.waits:
            stock.impatient[order.product] -= units
    code = state.header.code
    what = (code(order.buyer), code(supplier), state.product_number[order.product], units)
    state.ledger.record_one("cancellation", state.week, *what)
