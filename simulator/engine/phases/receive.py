"""Receive: what is due this week is put on the shelf; orders that were long on their way are seen.

Customers who wait for goods get them before anybody comes shopping.

Reads: consignments and letters by week of arrival.
Writes: stock on hand and on order; what shelves lack because others were served first; what arrives for
somebody who has left is sold back or scrapped, what is no longer on the buyer's list is sold back if it can;
delivery, withdrawal, sale and special, through `simulator.engine.delivering`.
"""

from simulator.engine.delivering import deliver_orders
from simulator.engine.landing import land
from simulator.engine.market import Market
from simulator.engine.orders import open_letters


def receive(market: Market) -> None:
    """Take in everything that is due; what is missing shows."""
    market.shortages.open_week(market.week)
    for consignment in market.underway.due(market.week):
        land(market, consignment)
    deliver_orders(market)
    open_letters(market)
