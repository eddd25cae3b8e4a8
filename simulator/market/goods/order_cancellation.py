"""Order cancellation: what becomes of orders that a supplier could not fill.

A contract says which share of it waits; the rest is cancelled in the same week, and its buyer orders anew if
it still wants it. All of it waits where nothing else is agreed (backorders), none of it is lost sales.
Who is turned away while others are served is as far behind them as who waits, until its next turn.

More outlets are more: each has an order of its own, and a draw of its own rounds what waits of it.
"""

from simulator.base.keyed_random import stable_key, uniform
from simulator.market.goods.place_orders import reduce_order
from simulator.market.state.orders_and_shipments import OpenOrder
from simulator.market.state.protocols import GoodsState


def cancel_unfilled(state: GoodsState, supplier: str, orders: list[OpenOrder]) -> None:
    """Cancel what does not wait of orders that were not filled."""
    for order in orders:
        share = state.routes.between(supplier, order.buyer, order.product).backorders
        if order.units and share < 1.0:
            units = order.units - units_backordered(state, order, share)
            if units:
                reduce_order(state, supplier, order, units)
                order.units -= units


def units_backordered(state: GoodsState, order: OpenOrder, share: float) -> int:
    """Return how many steps of an order wait: the share of it, and by luck one more for what is left over."""
    whole = int(order.units * share)
    word = state.dice.word("waits", state.week, stable_key(order.buyer), stable_key(order.product))
    return whole + (uniform(word) < order.units * share - whole)
