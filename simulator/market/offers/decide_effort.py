"""Effort of the week: outlets decide how much they do for each manufacturer's products, and keep books on it.

They decide before the week's products are seen, on whole past weeks, and hold back what disputes make them
(`simulator.market.conflict.act_on_disputes`). Books are closed when the week is paid
for: what was taken or ordered, at what it left the outlet as offered, and those advised for the first time on
a need. Rebates, goods that come back and what waiting customers give up later are not in them.

More outlets are more: each decides for itself, on its own books.
"""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.market.state.choice_tables import NONE
from simulator.market.state.offers import OfferTable
from simulator.market.state.protocols import EffortState
from simulator.market.state.taken import sums, taken


def decide_effort(state: EffortState) -> None:
    """Let outlets decide that review this week, and record the effort of each."""
    book, tables = state.effort_book, state.run_tables
    at_work = [row for row in book.deciding if state.members[tables.outlets[row]].is_open]
    if not at_work:
        return
    posted = margins_posted(state.offer_table, tables.maker, book.effort.shape[1])
    changed, rows = False, []
    for row in at_work:
        name = tables.outlets[row]
        has = [n for n, one in enumerate(tables.products) if state.routes.supply(name, one) is not None]
        if has:
            makers = np.unique(tables.maker[has]).tolist()
            changed = book.decide(row, makers, posted[row]) or changed
            rows += [(row, product) for product in has]
    if changed:
        state.outlet_traits.put_effort(book.support[:, tables.maker])
    outlet, product = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    state.ledger.record(
        "effort",
        week=state.week,
        outlet=state.outlet_code[outlet],
        product=product,
        amount=book.effort[outlet, tables.maker[product]],
        support=book.support[outlet, tables.maker[product]],
    )


def close_effort_books(state: EffortState) -> None:
    """Let outlets that decide on their effort enter what this week sold, earned and advised."""
    book, tables = state.effort_book, state.run_tables
    if not book.policies:
        return
    rows, place, price, margin = taken(state)
    is_advised = (state.shopping.adviser[rows] == place[0]).astype(np.int64)
    shape = book.effort.shape
    book.close_week(
        np.array([state.members[name].is_open for name in tables.outlets], dtype=np.bool_),
        turnover=sums(shape, place, price),
        earned=sums(shape, place, margin),
        advised=customers_advised(state, shape),
        closed=sums(shape, place, is_advised),
    )


def customers_advised(state: EffortState, shape: tuple[int, int]) -> Integers:
    """Return how many each outlet advised on a category in which a manufacturer has a product [O, M]."""
    tables, shopping = state.run_tables, state.shopping
    asked = np.flatnonzero((shopping.adviser != NONE) & shopping.advised_anew)
    found = np.zeros(shape, dtype=np.int64)
    for category, products in enumerate(tables.products_of):
        of_category = asked[shopping.category[asked] == category]
        many = np.bincount(shopping.adviser[of_category], minlength=shape[0])
        found[:, np.unique(tables.maker[list(products)])] += many[:, None]
    return found


def margins_posted(offers: OfferTable, maker: Integers, makers: int) -> Floats:
    """Return what a unit of each manufacturer's products earns as last offered [O, M, share]; nan: none."""
    shape = len(offers.price), makers
    outlet, product = np.nonzero(offers.carried)
    place = outlet, maker[product]
    price = sums(shape, place, offers.price[outlet, product])
    margin = sums(shape, place, offers.margin[outlet, product])
    rate: Floats = np.divide(margin, price, out=np.full(shape, np.nan), where=price > 0)
    return rate
