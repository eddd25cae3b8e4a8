"""Waiting time: weeks that outlets tell customers they would wait, and units owed to waiting ones."""

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.state.protocols import BackorderState


def weeks_to_wait(state: BackorderState) -> tuple[Floats, Flags] | None:
    """Return the weeks that customers are told they would wait [O, P], and where they would order [C, O, P].

    None where no outlet ever accepts backorders.
    """
    book, offers = state.backorders, state.offer_table
    if not book.is_on:
        return None
    agreed = np.ones(book.accepts.shape)
    is_open = book.accepts & offers.carried
    for outlet, product in zip(*np.nonzero(is_open), strict=True):
        weeks = weeks_to_delivery(state, state.run_tables.outlets[outlet], state.run_tables.products[product])
        is_open[outlet, product] = weeks is not None
        agreed[outlet, product] = weeks or 1
    told = book.quoted_weeks(agreed)
    return told, book.placed(told, is_open)


def weeks_to_delivery(state: BackorderState, outlet: str, product: str) -> int | None:
    """Return how long by contract goods ordered now take to the shelf; none if no more are to come."""
    contract = state.routes.supply(outlet, product)
    is_offered = state.active_interventions.is_offered(state.header.member(outlet), product)
    if contract is None or not is_offered or not state.assortments.has(outlet, product):
        return None
    return max(1, contract.order_weeks + contract.lead_time_weeks)


def book_owed(state: BackorderState, offers: Integers, sign: int) -> None:
    """Put orders of offers into the outlets' books as owed to customers, or take them off."""
    counted = np.bincount(offers, minlength=state.backorders.accepts.size)
    for offer in np.flatnonzero(counted).tolist():
        outlet, product = divmod(offer, len(state.run_tables.products))
        stock = state.members[state.run_tables.outlets[outlet]].stock
        stock.owed[state.run_tables.products[product]] += sign * int(counted[offer])
