"""Visits by medium: what brought visits, purchases, new customers and needs that were lost, or none.

Read from entries of a ledger that tells stages (`stages: true`). Of each outlet and week, what media brought
and what none did sums to all visits, all that was taken, ordered or cancelled, and all new customers; where
no campaign ever runs, all is of none, and nothing more is written.
"""

from collections.abc import Sequence

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.cohorts import acquired, cohort_sales
from simulator.ledger.queries.rows import Rows, rows_of


def visits_by_medium(ledger: Ledger) -> Rows:
    """Return visits with the place of the medium that brought them, after all media of none: `own` needs."""
    return _by_medium(ledger, "traffic_source") or _of_none(ledger, "own", [rows_of(ledger, "traffic")])


def purchases_by_medium(ledger: Ledger) -> Rows:
    """Return `units` that were taken or ordered, by the medium that brought their needs, or none."""
    found = _by_medium(ledger, "purchase_source")
    if found:
        return found
    sold, delivered, ordered = (rows_of(ledger, kind).focal() for kind in ("sale", "delivery", "backorder"))
    return _of_none(ledger, "units", [sold, ordered], [delivered])


def acquired_by_medium(ledger: Ledger) -> Rows:
    """Return new `customers`, by the medium that brought their needs, or none."""
    found = _by_medium(ledger, "acquisition_source")
    return found or _of_none(ledger, "customers", [acquired(cohort_sales(ledger))])


def cancelled_by_medium(ledger: Ledger) -> Rows:
    """Return `units` of orders that were cancelled, by the medium that brought their needs, or none."""
    found = _by_medium(ledger, "cancellation_source")
    return found or _of_none(ledger, "units", [rows_of(ledger, "withdrawal").focal()])


def with_places_of_media(ledger: Ledger, rows: Rows) -> Rows:
    """Return rows with places of media instead of words, after all media that of none."""
    places = {name: place for place, name in enumerate(ledger.header.scenario.media)}
    place = np.array([*(places.get(word, len(places)) for word in ledger.words), len(places)])
    return Rows(ledger.header, {**rows.columns, "medium": place[rows["medium"]]}, "outlet", "week")


def _by_medium(ledger: Ledger, kind: str) -> Rows | None:
    """Return entries of a kind with places of media instead of words; none: none was written."""
    rows = rows_of(ledger, kind)
    return with_places_of_media(ledger, rows) if len(rows) else None


def _of_none(ledger: Ledger, counted: str, told: Sequence[Rows], less: Sequence[Rows] = ()) -> Rows:
    """Return what no medium brought, since none runs: what is *told*, *less* other rows."""
    amount = [*(rows[counted] for rows in told), *(-rows[counted] for rows in less)]
    every = [*told, *less]
    columns = {
        "week": np.concatenate([rows.when for rows in every]),
        "outlet": np.concatenate([rows.who for rows in every]),
        counted: np.concatenate(amount),
    }
    of_none = np.full(len(columns["week"]), len(ledger.header.scenario.media))
    return Rows(ledger.header, {**columns, "medium": of_none}, "outlet", "week")
