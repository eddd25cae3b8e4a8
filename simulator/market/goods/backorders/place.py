"""Taking orders: what customers order of outlets that do not have it, written into their books.

An order is placed by who finds waiting better than all that is there and than going without. It counts as
demand of the week in which it is placed, and is owed from then on.
"""

import numpy as np

from simulator.base.arrays import Integers, Words
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
from simulator.market.state.protocols import BackorderState
from simulator.market.state.waiting_time import owe


def take_orders(state: BackorderState) -> None:
    """Write down who ordered what in this week's shopping, and put it into the outlets' books."""
    if not state.backorders.is_on:
        return
    placed = orders_of(state, np.flatnonzero(state.shopping.waits != NONE))
    state.backorders.open = state.backorders.open.and_then(placed)
    owe(state, placed.offer, 1)
    outlet, product = np.divmod(placed.offer, len(state.run_tables.products))
    columns = {
        "outlet": codes(state, outlet),
        "product": product,
        "cell": placed.cell,
        "price": placed.price,
        "substitute": placed.substitute,
        "customer": customers(state, placed.customer),
    }
    columns, units, _ = added_up(columns, units_of(placed.offer))
    state.ledger.record("backorder", week=state.week, units=units, **columns)


def orders_of(state: BackorderState, rows: Integers) -> Orders:
    """Return rows of this week's shopping that ended with an order as orders."""
    shopping, products = state.shopping, len(state.run_tables.products)
    offer, promotion = shopping.waits[rows], shopping.promotion[rows]
    outlet, product = np.divmod(offer, products)
    margin = state.offer_table.margin[outlet, product]
    deal = np.full(len(rows), NONE, dtype=np.int64)
    for number, one in enumerate(state.week_tables.promotions):
        under = promotion == number
        if under.any():
            margin[under] = one.margin[outlet[under]].astype(np.int64)
            deal[under] = state.backorders.deal(Deal(one.offer, one.leaked, one.plan))
    return Orders(
        week=np.full(len(rows), state.week),
        arrival=arrivals(state, rows),
        offer=offer,
        customer=shopping.customer[rows],
        category=shopping.category[rows],
        cell=cells_of(state, shopping.customer[rows]),
        price=prices_asked(state, offer, promotion),
        asked=state.offer_table.price[outlet, product],
        margin=margin,
        deal=deal,
        substitute=(shopping.wanted[rows] != offer).astype(np.int64),
        adviser=codes(state, shopping.adviser[rows]),
        tipped=shopping.tipped[rows],
        considered=shopping.considered[rows],
    )


def arrivals(state: BackorderState, rows: Integers) -> Words:
    """Return the words by which customers came shopping, as the crowd drew them."""
    words = np.zeros(len(rows), dtype=np.uint64)
    category, keys = state.shopping.category[rows], state.customer_keys[state.shopping.customer[rows]]
    for number, name in enumerate(state.run_tables.categories):
        at = np.flatnonzero(category == number)
        words[at] = state.dice.words(f"arrival {name}", state.week, keys[at])
    return words
