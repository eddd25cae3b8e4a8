"""Numeric distribution: in how many outlets it can be had."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import GROUPS, Breakdown, ratio
from simulator.ledger.queries.rows import Rows, all_rows, rows_of, weeks


@METRICS.register("numeric_distribution")
@metric(by=("tier", "channel", "week", "product"), remembers=True)
def numeric_distribution(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of all outlets have a product of the focal manufacturer to sell?

        outlets that open the week with a focal product in stock / outlets that ever ask a price for anything

    Mean over the weeks after the warm-up. By tier or channel, of the outlets of it; by product, those that
    have that product. No outlet at all: nan.

    Unit: share of outlets
    Source: Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    span = 1 if by == "week" else weeks(ledger)
    everybody = _one_each(all_rows(ledger, "posting"), "outlet")
    posted = rows_of(ledger, "posting").focal()
    posted = posted.where(posted["units"] > 0)
    keys = ("week", "outlet", "product") if by == "product" else ("week", "outlet")
    active = _one_each(posted, *keys)
    having = parts.total(active, np.ones(len(active)))
    if by in GROUPS:
        return parts.answer(ratio(having, span * parts.total(everybody, np.ones(len(everybody)))))
    return parts.answer(ratio(having, np.full(having.size, float(span * len(everybody)))))


def _one_each(rows: Rows, *columns: str) -> Rows:
    """Return one row for every different combination of columns."""
    if not len(rows):
        return rows
    _, first = np.unique(np.stack([rows[name] for name in columns]), axis=1, return_index=True)
    return rows.where(first)
