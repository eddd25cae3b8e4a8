"""Disposal: cancel open orders and sell back or scrap the goods of a member or product that leaves."""

from simulator.market.goods.place_orders import cancel_order
from simulator.market.goods.spoilage import scrap
from simulator.market.state.protocols import GoodsState


def cancel_orders(state: GoodsState, name: str, product: str | None = None) -> None:
    """Cancel what a member has ordered and what others have ordered from it; of one product, or of all."""
    for supplier, orders in state.pipeline.orders.items():
        for order in [o for o in orders if name in (supplier, o.buyer) and product in (None, o.product)]:
            orders.remove(order)
            cancel_order(state, supplier, order)
    for orders_in_transit in state.pipeline.orders_in_transit.values():
        for one in [x for x in orders_in_transit if name in (x.contract.supplier, x.order.buyer)]:
            if product in (None, one.order.product):
                orders_in_transit.remove(one)
                cancel_order(state, one.contract.supplier, one.order, is_seen=False)


def dispose(state: GoodsState, name: str, product: str, units: int) -> None:
    """Sell a departed member's goods back under the contract it had, or scrap them."""
    if units <= 0 or sell_back(state, name, product, units):
        return
    scrap(state, name, product, units, "departure")


def sell_back(state: GoodsState, name: str, product: str, units: int) -> bool:
    """Sell goods back under the contract a member had; say whether it could."""
    contract = state.routes.supply(name, product) or state.routes.contract_had(name, product)
    can = contract is not None and contract.buy_back > 0 and state.members[contract.supplier].is_open
    if can and contract is not None and units > 0:
        state.members[name].stock.on_hand[product] -= units
        price = state.given.units.price(state.prices_in_force.in_force(contract, product) * contract.buy_back)
        state.members[contract.supplier].stock.on_hand[product] += units
        state.payments.pay(contract.supplier, name, price * units, "buy_back")
        state.ledger.record(
            "sell_back",
            week=state.week,
            member=state.header.code(name),
            supplier=state.header.code(contract.supplier),
            product=state.product_number[product],
            units=units,
            price=price,
        )
    return can
