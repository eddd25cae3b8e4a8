"""Floor violations: how often the agreed lowest price is undercut."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.terms_of_rows import breaches


@METRICS.register("floor_violations")
@metric(by=("outlet", "tier", "channel", "week", "product"))
def floor_violations(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the prices that outlets under a floor advertise are below it?

        postings below the floor in force that week / postings under a floor that week

    Of the focal manufacturer's products, after the warm-up. The floor is a share of the list price, rounded
    to a step of money, as contracts and events have left both; a price that the manufacturer itself lowers
    takes it along. What some customers pay under a code or a promotion is not advertised. No posting under
    a floor: nan.

    Unit: share of postings under a floor
    Source: Israeli, Anderson and Coughlan (2016), Marketing Science 35(4), 539–564 (violation rate)
    """
    parts = Breakdown(ledger, by)
    posted = rows_of(ledger, "posting").focal()
    posted, below = breaches(ledger, posted)
    return parts.answer(
        ratio(parts.total(posted, below.astype(np.float64)), parts.total(posted, np.ones(len(posted))))
    )
