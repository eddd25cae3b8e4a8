"""Taking orders: what customers order of outlets that do not have it, written into their books.

An order is placed by who finds waiting better than all that is there and than going without. It counts as
demand of the week in which it is placed, and is owed from then on.
"""

import numpy as np

from simulator.base.arrays import Integers, Words
from simulator.market.market import Market
from simulator.market.recording.record_shopping import (
    added_up,
    cells_of,
    codes,
    customers,
    prices_asked,
    units_of,
)
from simulator.market.state.backorder_book import Deal, Orders
from simulator.market.state.choice_tables import NONE
from simulator.market.state.waiting_time import owe


def take_orders(market: Market) -> None:
    """Write down who ordered what in this week's shopping, and put it into the outlets' books."""
    if not market.backorders.is_on:
        return
    placed = orders_of(market, np.flatnonzero(market.shopping.waits != NONE))
    market.backorders.open = market.backorders.open.and_then(placed)
    owe(market, placed.offer, 1)
    outlet, product = np.divmod(placed.offer, len(market.run_tables.products))
    columns = {
        "outlet": codes(market, outlet),
        "product": product,
        "cell": placed.cell,
        "price": placed.price,
        "substitute": placed.substitute,
        "customer": customers(market, placed.customer),
    }
    columns, units, _ = added_up(columns, units_of(placed.offer))
    market.ledger.record("backorder", week=market.week, units=units, **columns)


def orders_of(market: Market, rows: Integers) -> Orders:
    """Return rows of this week's shopping that ended with an order as orders."""
    shopping, products = market.shopping, len(market.run_tables.products)
    offer, tariff = shopping.waits[rows], shopping.tariff[rows]
    outlet, product = np.divmod(offer, products)
    margin = market.offer_table.margin[outlet, product]
    deal = np.full(len(rows), NONE, dtype=np.int64)
    for number, one in enumerate(market.week_tables.tariffs):
        under = tariff == number
        if under.any():
            margin[under] = one.margin[outlet[under]].astype(np.int64)
            deal[under] = market.backorders.deal(Deal(one.offer, one.leaked, one.plan))
    return Orders(
        week=np.full(len(rows), market.week),
        arrival=arrivals(market, rows),
        offer=offer,
        customer=shopping.customer[rows],
        category=shopping.category[rows],
        cell=cells_of(market, shopping.customer[rows]),
        price=prices_asked(market, offer, tariff),
        asked=market.offer_table.price[outlet, product],
        margin=margin,
        deal=deal,
        substitute=(shopping.wanted[rows] != offer).astype(np.int64),
        adviser=codes(market, shopping.adviser[rows]),
        tipped=shopping.tipped[rows],
        considered=shopping.considered[rows],
    )


def arrivals(market: Market, rows: Integers) -> Words:
    """Return the words by which customers came shopping, as the crowd drew them."""
    words = np.zeros(len(rows), dtype=np.uint64)
    category, keys = market.shopping.category[rows], market.customer_keys[market.shopping.customer[rows]]
    for number, name in enumerate(market.run_tables.categories):
        at = np.flatnonzero(category == number)
        words[at] = market.dice.words(f"arrival {name}", market.week, keys[at])
    return words
