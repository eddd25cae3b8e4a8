"""Service of demand processes: units asked of each shelf by demand buyers, and units served in the same week.

Orders are filled oldest first, so of what a buyer asks in week t

    served(t) = min(asked(t), max(0, sent(t) − owed(t − 1))),      owed = Σ (asked − sent − cancelled)
"""

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Rows, all_rows, window


def demand_served(ledger: Ledger) -> tuple[Rows, Rows]:
    """Return the units that buyers asked of each shelf in the window, and the units served of them.

    Of focal products, row by row alike.
    """
    asked, got = demand_served_in_all_weeks(ledger)
    return asked.between(*window(ledger)), got.between(*window(ledger))


def demand_served_in_all_weeks(ledger: Ledger) -> tuple[Rows, Rows]:
    """Return the same as `demand_served`, of all weeks."""
    header, weeks = ledger.header, ledger.last_week + 1
    deals = [_to_users(ledger, kind) for kind in ("order", "shipment", "cancellation")]
    edges = [_edges(rows) for rows in deals]
    known, at = np.unique(np.concatenate(edges), return_inverse=True)
    tables, start = [], 0
    for rows, own in zip(deals, edges, strict=True):
        table = np.zeros((len(known), weeks), np.int64)
        np.add.at(table, (at[start : start + len(own)], rows.when), rows["units"])
        tables.append(table)
        start += len(own)
    asked, sent, gone = tables
    owed = np.cumsum(asked - sent - gone, axis=1)
    before = np.hstack([np.zeros((len(known), 1), np.int64), owed[:, :-1]])
    got = np.clip(sent - before, 0, asked)
    edge, week = np.nonzero(asked)
    products, parties = len(header.products), len(header.parties)
    columns = {
        "week": week,
        "outlet": known[edge] // (parties * products),
        "product": known[edge] % products,
    }
    both = (columns | {"units": table[edge, week]} for table in (asked, got))
    asked_of, got_there = (Rows(header, each, "outlet", "week") for each in both)
    return asked_of, got_there


def _to_users(ledger: Ledger, kind: str) -> Rows:
    rows = all_rows(ledger, kind, who="supplier").focal()
    return rows.where(ledger.header.users[rows["buyer"]])


def _edges(rows: Rows) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return one number for each supplier, buyer and product."""
    parties, products = len(rows.header.parties), len(rows.header.products)
    return (rows.who.astype(np.int64) * parties + rows["buyer"]) * products + rows["product"]
