"""Placement of backorders: what customers order of outlets that are out of stock, put into the order book.

An order is placed by who finds waiting better than all that is there and than going without. It counts as
demand of the week in which it is placed, and is owed from then on.
"""

import numpy as np

from simulator.base.arrays import Integers, Words
from simulator.market.recording.record_shopping import (
    aggregated,
    cells_of,
    customer_codes,
    one_each,
    party_codes,
    prices_asked,
)
from simulator.market.state.backorder_book import Backorders, OrderedPromotion
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import BackorderState
from simulator.market.state.waiting_time import book_owed


def place_backorders(state: BackorderState) -> None:
    """Record the backorders placed in this week's shopping, and put them into the outlets' books."""
    if not state.backorders.is_on:
        return
    placed = new_backorders(state, np.flatnonzero(state.shopping.waits != NONE))
    state.backorders.open = state.backorders.open.and_then(placed)
    book_owed(state, placed.offer, 1)
    outlet, product = np.divmod(placed.offer, len(state.run_tables.products))
    columns = {
        "outlet": party_codes(state, outlet),
        "product": product,
        "cell": placed.cell,
        "price": placed.price,
        "substitute": placed.substitute,
        "customer": customer_codes(state, placed.customer),
    }
    columns, units, _ = aggregated(columns, one_each(placed.offer))
    state.ledger.record("backorder", week=state.week, units=units, **columns)


def new_backorders(state: BackorderState, rows: Integers) -> Backorders:
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
            deal[under] = state.backorders.deal(OrderedPromotion(one.offer, one.number, one.leaked, one.plan))
    return Backorders(
        week=np.full(len(rows), state.week),
        told=state.week_tables.offer.weeks_to_wait[0, outlet, product],
        arrival=arrival_words(state, rows),
        offer=offer,
        customer=shopping.customer[rows],
        category=shopping.category[rows],
        onset=shopping.onset[rows],
        luck_week=shopping.luck_week[rows],
        cell=cells_of(state, shopping.customer[rows]),
        price=prices_asked(state, offer, promotion),
        asked=state.offer_table.price[outlet, product],
        margin=margin,
        deal=deal,
        substitute=(shopping.wanted[rows] != offer).astype(np.int64),
        adviser=party_codes(state, shopping.adviser[rows]),
        tipped=shopping.tipped[rows],
        considered=shopping.considered[rows],
        source=shopping.source[rows],
        at_home=shopping.at_home[rows],
    )


def arrival_words(state: BackorderState, rows: Integers) -> Words:
    """Return the words by which customers came shopping, as the crowd drew them."""
    words = np.zeros(len(rows), dtype=np.uint64)
    category, keys = state.shopping.category[rows], state.customer_keys[state.shopping.customer[rows]]
    for number, name in enumerate(state.run_tables.categories):
        at = np.flatnonzero(category == number)
        words[at] = state.dice.words(f"arrival {name}", state.week, keys[at])
    return words
