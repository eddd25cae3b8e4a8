"""Customer returns: units that customers sent back to outlets, and sales net of them.

A unit that comes back was not sold: it counts against what the outlet sold, in the week in which it comes
back, at what is paid back for it. What of its price is not paid back stays revenue.
"""

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Rows, rows_of

OF_BOTH = ("outlet", "product", "cell", "price", "units", "customer")
"""Columns that sales and returns share."""


def net_sales(ledger: Ledger) -> Rows:
    """Return sales in the window, and what came back in it as sales of a negative amount."""
    sales, back = rows_of(ledger, "sale"), rows_of(ledger, "return")
    if not len(back):
        return sales
    columns = {name: np.concatenate([sales[name], back[name]]) for name in (*OF_BOTH, "week")}
    columns["price"][len(sales) :] = back["refund"]
    columns["units"][len(sales) :] *= -1
    return Rows(ledger.header, columns, "outlet", "week")
