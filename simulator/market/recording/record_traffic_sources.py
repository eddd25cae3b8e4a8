"""Recording of traffic sources: which media brought needs and customers, in a run that tells it."""

from typing import Any

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.ledger_entries import NOBODY
from simulator.market.recording.record_shopping import aggregated, one_each, party_codes
from simulator.market.state.adstock_by_source import media_told
from simulator.market.state.backorder_book import Backorders
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import BackorderState, ShoppingState


def write_traffic_sources(state: ShoppingState) -> None:
    """Record what brought visits, and what was bought or ordered by needs that it brought."""
    if not media_told(state.given):
        return
    shopping, tables = state.shopping, state.run_tables
    category, outlet, source = np.nonzero(shopping.traffic_sources)
    state.ledger.record(
        "traffic_source",
        week=state.week,
        outlet=party_codes(state, outlet),
        category=category,
        medium=media_words(state, source),
        own=shopping.traffic_sources[category, outlet, source],
    )
    taken = np.where(shopping.got == NONE, shopping.waits, shopping.got)
    own = np.flatnonzero((taken != NONE) & tables.focal.take(taken % len(tables.products)))
    outlet, product = np.divmod(taken[own], len(tables.products))
    columns = {"outlet": party_codes(state, outlet), "product": product, "source": shopping.source[own]}
    columns, units, _ = aggregated(columns, one_each(own))
    medium = media_words(state, columns.pop("source"))
    state.ledger.record("purchase_source", week=state.week, units=units, medium=medium, **columns)


def write_acquisition_sources(
    state: ShoppingState, outlet: Integers, product: Integers, source: Integers
) -> None:
    """Record what brought customers to their first purchases from the focal manufacturer, one a row."""
    if not media_told(state.given):
        return
    own = np.flatnonzero(state.run_tables.focal.take(product))
    columns = {"outlet": party_codes(state, outlet[own]), "product": product[own], "source": source[own]}
    columns, customers, _ = aggregated(columns, one_each(own))
    medium = media_words(state, columns.pop("source"))
    state.ledger.record("acquisition_source", week=state.week, customers=customers, medium=medium, **columns)


def write_cancellation_sources(state: BackorderState, orders: Backorders) -> None:
    """Record what had brought needs for which own orders are cancelled, one a row."""
    if not media_told(state.given):
        return
    own = orders.where(state.run_tables.focal.take(orders.offer % len(state.run_tables.products)))
    outlet, product = np.divmod(own.offer, len(state.run_tables.products))
    columns = {"outlet": party_codes(state, outlet), "product": product, "source": own.source}
    columns, units, _ = aggregated(columns, one_each(own.offer))
    medium = media_words(state, columns.pop("source"))
    state.ledger.record("cancellation_source", week=state.week, units=units, medium=medium, **columns)


def media_words(state: ShoppingState, source: Integers) -> Any:
    """Return the media of sources as the ledger takes words; what knew no own product was brought by none."""
    words = (*media_told(state.given), NOBODY)
    return np.where(source == NONE, len(words) - 1, source), words
