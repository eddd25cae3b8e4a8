"""Net shipments: units shipped less units sent back.

A unit that its buyer sends back was not sold by its supplier: it counts against what the supplier shipped, in
the week in which it comes back, at the price that is paid back for it.
"""

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Rows, rows_of


def net_shipments(ledger: Ledger, *, who: str, when: str = "week") -> Rows:
    """Return shipments in the window, and what was sent back in it as shipments of a negative amount.

    *who* is the side that a row is about, "supplier" or "buyer"; *when* the week of a shipment that counts,
    "week" or "arrives". Goods that are sent back are back at once.
    """
    shipped = rows_of(ledger, "shipment", who=who, when=when)
    back = returned(ledger, who=who)
    columns = {name: np.concatenate([shipped[name], back[name]]) for name in back.columns if name != "week"}
    columns["week"] = np.concatenate([shipped.when, back.when])
    columns["units"][len(shipped) :] *= -1
    return Rows(ledger.header, columns, who, "week")


def returned(ledger: Ledger, *, who: str) -> Rows:
    """Return what buyers sent back to suppliers in the window, in the columns of a shipment."""
    rows = rows_of(ledger, "sell_back", who="member")
    columns = {("buyer" if name == "member" else name): column for name, column in rows.columns.items()}
    return Rows(ledger.header, columns, who, "week")


def net_sales_to_demand_buyers(ledger: Ledger) -> Rows:
    """Return net shipments to demand buyers, which use goods up and live in no cell."""
    shipped = net_shipments(ledger, who="supplier")
    return shipped.where(ledger.header.users[shipped["buyer"]])
