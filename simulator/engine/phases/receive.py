"""Receive: what is due this week is put on the shelf; orders that were long on their way are seen.

Reads: consignments and letters by week of arrival.
Writes: stock on hand and on order; what shelves lack because others were served first; what arrives for
somebody who has left is sold back or scrapped, what is no longer on the buyer's list is sold back if it can.
"""

from simulator.engine.goods import Consignment
from simulator.engine.leaving import dispose, give_back
from simulator.engine.market import Market
from simulator.engine.orders import open_letters


def receive(market: Market) -> None:
    """Take in everything that is due; what is missing shows."""
    market.shortages.open_week(market.week)
    for consignment in market.underway.due(market.week):
        land(market, consignment)
    open_letters(market)


def land(market: Market, consignment: Consignment) -> None:
    """Put one consignment on its buyer's shelf."""
    agent = market.members[consignment.buyer]
    if consignment.supplier != consignment.buyer:
        held = agent.stock.on_hand[consignment.product]
        market.terms.came_in(
            consignment.buyer, consignment.product, held, consignment.units, consignment.price
        )
    agent.stock.on_hand[consignment.product] += consignment.units
    agent.stock.on_order[consignment.product] -= consignment.units
    if not agent.is_open:
        dispose(market, consignment.buyer, consignment.product, consignment.units)
    elif not market.lists.has(consignment.buyer, consignment.product):
        give_back(market, consignment.buyer, consignment.product, consignment.units)
