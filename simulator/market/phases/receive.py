"""Receive: shipments due this week go into stock; orders due are seen by their suppliers.

Backorders of customers are filled before other customers come.

Reads: shipments and orders in transit by week of arrival.
Writes: stock on hand and on order; what buyers lack because others were served first; what arrives for a
member that has left is sold back or scrapped, what is no longer on the buyer's list is sold back if it can;
delivery, withdrawal, sale and promotion_sale, through `simulator.market.goods.backorders.fulfil`.
"""

from simulator.market.goods.backorders.fulfil import fulfil_backorders
from simulator.market.goods.goods_receipt import receive_shipment
from simulator.market.goods.place_orders import receive_orders
from simulator.market.market import Market


def receive(market: Market) -> None:
    """Take in everything that is due; what is missing shows."""
    market.short_supply.open_week(market.week)
    for consignment in market.pipeline.shipments_due(market.week):
        receive_shipment(market, consignment)
    fulfil_backorders(market)
    receive_orders(market)
