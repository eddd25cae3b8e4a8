"""Orders: what a buyer asks of its supplier goes into the ledger and, once seen, into the supplier's book."""

from simulator.domain.channel.channel import Contract
from simulator.market.market import Market
from simulator.market.state.orders_and_shipments import OpenOrder, OrderInTransit


def place(market: Market, contract: Contract, product: str, units: int) -> None:
    """Place an order for so many steps of a product; none for none or less, or for what is made when sold."""
    if units <= 0 or market.given.products[product].digital:
        return
    units = max(units, market.given.units.quantity(contract.minimum_order))
    waits = market.members[contract.buyer].member.waits and contract.backorders > 0.0
    order = OpenOrder(contract.buyer, product, units, market.week, waits)
    stock = market.members[contract.buyer].stock
    stock.on_order[product] += units
    code = market.header.code
    sent = (code(contract.buyer), code(contract.supplier), market.product_number[product], units)
    market.ledger.note("order", market.week, *sent)
    if contract.order_weeks:
        stock.in_the_mail[product] += units
        market.pipeline.letters[market.week + contract.order_weeks].append(OrderInTransit(contract, order))
    else:
        come_in(market, contract, order)


def open_letters(market: Market) -> None:
    """Let suppliers see the orders that reach them this week."""
    for letter in market.pipeline.mail(market.week):
        market.members[letter.order.buyer].stock.in_the_mail[letter.order.product] -= letter.order.units
        come_in(market, letter.contract, letter.order)


def come_in(market: Market, contract: Contract, order: OpenOrder) -> None:
    """Put an order into its supplier's book: demand that it has seen, and owes."""
    stock = market.members[contract.supplier].stock
    stock.owed[order.product] += order.units
    if not contract.shares_sales or market.members[order.buyer].member.uses is not None:
        stock.asked[order.product] += order.units
    if not order.waits:
        stock.impatient[order.product] += order.units
    market.prices_in_force.ordered(contract, order.product, order.units)
    market.pipeline.orders[contract.supplier].append(order)


def cancel(market: Market, supplier: str, order: OpenOrder, *, is_seen: bool = True) -> None:
    """Cancel what is still open of an order, whether its supplier has seen it or not; take it off no list."""
    if is_seen:
        market.short_supply.cancelled(supplier, (order.buyer, order.product))
    else:
        market.members[order.buyer].stock.in_the_mail[order.product] -= order.units
    take_off(market, supplier, order, order.units, is_seen=is_seen)


def take_off(market: Market, supplier: str, order: OpenOrder, units: int, *, is_seen: bool = True) -> None:
    """Take units that will not be shipped off an order, and write it down."""
    market.members[order.buyer].stock.on_order[order.product] -= units
    if is_seen:
        stock = market.members[supplier].stock
        stock.owed[order.product] -= units
        if not order.waits:
            stock.impatient[order.product] -= units
    code = market.header.code
    what = (code(order.buyer), code(supplier), market.product_number[order.product], units)
    market.ledger.note("cancellation", market.week, *what)
