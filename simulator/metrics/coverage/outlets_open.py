"""Outlets open: how many places there are to buy."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of, weeks


@METRICS.register("outlets_open")
@metric(
    by=("tier", "channel", "week", "outlet", "product"), additive=("tier", "channel", "outlet"), amount=True
)
def outlets_open(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many outlets are open for the focal manufacturer's products?

        Σ outlets that ask a price for a focal product in a week / weeks

    Mean over the weeks after the warm-up; by week, those of each week; by outlet, the part of the weeks in
    which it was open; by product, outlets that ask a price for it. No week: nan.

    Unit: outlets
    Source: the count behind numeric distribution; Farris et al. (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    posted = rows_of(ledger, "posting").focal()
    keys = ("week", "outlet", "product") if by == "product" else ("week", "outlet")
    if len(posted):
        _, first = np.unique(np.stack([posted[key] for key in keys]), axis=1, return_index=True)
        posted = posted.where(first)
    there = parts.total(posted, np.ones(len(posted)))
    span = 1.0 if by == "week" else float(weeks(ledger))
    return parts.answer(ratio(there, np.full(there.size, span)))
