"""Goods receipt: what becomes of goods when they arrive."""

from simulator.market.goods.disposal import dispose, sell_back
from simulator.market.state.orders_and_shipments import ShipmentInTransit
from simulator.market.state.protocols import GoodsState


def receive_shipment(state: GoodsState, consignment: ShipmentInTransit) -> None:
    """Put one consignment on its buyer's shelf."""
    agent = state.members[consignment.buyer]
    if consignment.supplier != consignment.buyer:
        held = agent.stock.on_hand[consignment.product]
        state.prices_in_force.update_cost(
            consignment.buyer, consignment.product, held, consignment.units, consignment.price
        )
    agent.stock.on_hand[consignment.product] += consignment.units
    agent.stock.on_order[consignment.product] -= consignment.units
    if not agent.is_open:
        dispose(state, consignment.buyer, consignment.product, consignment.units)
    elif not state.assortments.has(consignment.buyer, consignment.product):
        sell_back(state, consignment.buyer, consignment.product, consignment.units)
