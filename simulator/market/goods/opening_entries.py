"""Opening entries: goods owed, ordered, in transit and in the making at the opening are entries of week 0.

Goods in transit are told as if their supplier had had them, been asked for them, sent them and been paid in
week 0, and goods in the making as if begun and paid for in it: so goods and money are conserved from the
first week on, and no week that is counted has them among its orders or payments. A backlog is an order of
week 0 that is first in its supplier's book. It was asked for before, so it is no demand seen in week 1;
an order that is still under way is seen when it comes.
"""

from simulator.domain.channel.contract import Contract
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.digital_goods import is_digital
from simulator.market.goods.place_orders import mail_order, owe_order, write_order
from simulator.market.goods.transport import pay_freight
from simulator.market.state.orders_and_shipments import ShipmentInTransit
from simulator.market.state.protocols import GoodsState


def open_pipeline(state: GoodsState) -> None:
    """Put into the books and on the way what is owed and in transit between members that are there."""
    for contract in state.routes.contracts():
        for product in contract.opening:
            if has_route(state, contract, product):
                open_backlog(state, contract, product)
                open_transit(state, contract, product)
    for maker in state.given.manufacturers:
        open_production(state, maker)


def has_route(state: GoodsState, contract: Contract, product: str) -> bool:
    """Say whether goods go this way when the market opens: both are there, and the buyer lists it."""
    are_there = all(state.members[name].is_open for name in (contract.supplier, contract.buyer))
    return are_there and not is_digital(state, product) and state.assortments.has(contract.buyer, product)


def open_backlog(state: GoodsState, contract: Contract, product: str) -> None:
    """Let the supplier owe its buyer the backlog, and see later what is ordered and under way."""
    goods, steps = contract.opening[product], state.given.units.quantity
    if goods.backlog:
        owe_order(state, contract, write_order(state, contract, product, steps(goods.backlog)))
    for week, units in enumerate(goods.orders, start=1):
        if units:
            mail_order(state, contract, write_order(state, contract, product, steps(units)), week)


def open_transit(state: GoodsState, contract: Contract, product: str) -> None:
    """Send the buyer what arrives in each of the first weeks; the supplier had it, and is paid."""
    price, what = state.prices_in_force.price(contract, product), state.product_number[product]
    supplier, buyer = contract.supplier, contract.buyer
    for week, stated in enumerate(contract.opening[product].pipeline, start=1):
        units, arrives = state.given.units.quantity(stated), state.week + week
        if units:
            state.ledger.record_one("opening", state.week, state.header.code(supplier), what, units)
            write_order(state, contract, product, units)
            row = (state.header.code(supplier), state.header.code(buyer), what, units, arrives, price)
            state.ledger.record_one("shipment", state.week, *row)
            state.payments.pay(buyer, supplier, price * units, "goods")
            pay_freight(state, contract, units)
            shipment = ShipmentInTransit(supplier, buyer, product, units, price)
            state.pipeline.arrivals[arrives].append(shipment)


def open_production(state: GoodsState, maker: str) -> None:
    """Let a manufacturer have in the making what is ready in each of the first weeks."""
    stated = state.given.manufacturers[maker].opening_pipeline
    coming = [state.given.units.quantity(units) for units in stated]
    made = [name for name, noun in state.given.products.items() if noun.maker == maker and not noun.digital]
    for product in made:
        cost = state.given.units.price(state.given.products[product].unit_cost)
        for week, units in enumerate(coming, start=1):
            if units:
                row = (state.header.code(maker), state.product_number[product], units, state.week + week)
                state.ledger.record_one("production", state.week, *row)
                state.payments.pay(maker, OUTSIDE, cost * units, "production")
                state.members[maker].stock.on_order[product] += units
                begun = ShipmentInTransit(maker, maker, product, units, cost)
                state.pipeline.arrivals[state.week + week].append(begun)
