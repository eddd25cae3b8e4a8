"""Outlet demand: units that customers asked of outlets, whether they got them or not.

Who orders what is out of stock asks in that week, and gets it, a sale, in another. So of the units that
customers want at outlets

    asked = sold − delivered + ordered + wanted first and not there, unless ordered at the same place

A backorder is missed on the shelf and not lost: it counts against fill rate and ready rate, and as demand of
the week in which it is placed.
"""

import numpy as np

from simulator.ledger.columns import Column
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Rows, all_rows

GOODS = ("week", "outlet", "product", "cell", "units", "substitute")


def sold_from_shelf(ledger: Ledger) -> Rows:
    """Return sales from the shelf: all sales, and deliveries with a negative number of units."""
    return _joined(ledger, {"sale": 1, "delivery": -1})


def sold_or_ordered(ledger: Ledger) -> Rows:
    """Return units sold or ordered, in the week in which customers decided."""
    return _joined(ledger, {"sale": 1, "delivery": -1, "backorder": 1})


def asked_in_vain(ledger: Ledger, rows: Rows) -> Rows:
    """Return lost sales, each need's once: without needs that had asked for the same before."""
    gave_up = np.array([word == "gave_up" for word in [*ledger.words, ""]], np.bool_)
    return rows.where(~gave_up[rows["response"]] if len(rows) else np.zeros(0, np.bool_))


def lost_sales(ledger: Ledger, *then: str) -> Rows:
    """Return sales lost to stock-outs after which customers did one of the things named."""
    rows = all_rows(ledger, "lost_sale")
    did: Column = np.array([word in then for word in ledger.words], np.bool_)
    return rows.where(did[rows["response"]] if len(rows) else np.zeros(0, np.bool_))


def _joined(ledger: Ledger, kinds: dict[str, int]) -> Rows:
    tables = {kind: all_rows(ledger, kind) for kind in kinds if ledger.count(kind) or kind == "sale"}
    columns = {name: np.concatenate([tables[kind][name] for kind in tables]) for name in GOODS}
    signs = [np.full(len(rows), kinds[kind]) for kind, rows in tables.items()]
    columns["units"] = columns["units"] * np.concatenate(signs)
    return Rows(ledger.header, columns, "outlet", "week")
