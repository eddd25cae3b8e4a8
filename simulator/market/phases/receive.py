"""Receive: shipments due this week go into stock; orders due are seen by their suppliers.

What customers sent back leaves inspection, what is repaired comes back to them; then units fail, and their
repairs begin. Backorders of customers are filled before other customers come.

Before anything is taken home, what was in use until last week is used up.

Reads: shipments and orders in transit by week of arrival, goods in inspection, what is in use until when
and what fails.
Writes: stock on hand and on order; what buyers lack because others were served first; what arrives for a
member that has left is sold back or scrapped, what is no longer on the buyer's list is sold back if it can;
delivery, late_delivery, withdrawal, cancellation_source, sale, promotion_sale and experienced_surplus,
through `simulator.market.goods.backorders.fulfil`; inspection, scrap and supplier_credit, through
`simulator.market.goods.returns.inspect`; failure, claim, repair and what is paid for them.
"""

from simulator.market.goods.backorders.fulfil import fulfil_backorders
from simulator.market.goods.goods_receipt import receive_shipment
from simulator.market.goods.household_consumption import wear_out
from simulator.market.goods.place_orders import receive_orders
from simulator.market.goods.repairs.fail import fail
from simulator.market.goods.repairs.repair import begin_repairs, give_back
from simulator.market.goods.returns.inspect import inspect_returns
from simulator.market.market import Market


def receive(market: Market) -> None:
    """Take in everything that is due; what is missing shows."""
    market.short_supply.open_week(market.week)
    wear_out(market)
    for consignment in market.pipeline.shipments_due(market.week):
        receive_shipment(market, consignment)
    inspect_returns(market)
    give_back(market)
    fail(market)
    begin_repairs(market)
    give_back(market)  # what takes no week to repair
    fulfil_backorders(market)
    receive_orders(market)
