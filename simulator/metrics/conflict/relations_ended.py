"""Relations ended: suppliers that outlets have left while they stay in the trade."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.felt_conflict import entries, summed

BY = ("reason", "member", "other", "dyad", "week")


@METRICS.register("relations_ended")
@metric(by=BY, additive=BY)
def relations_ended(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many suppliers were left by outlets that go on with others, after the warm-up?

        Σ relations ended

    Outlets that leave the trade altogether, for conflict or another reason, are in `outlets_exited`. A dyad
    is the supplier → the outlet.

    Unit: relations
    Source: exit, Hirschman (1970); Ping (1993), J. Retailing 69(3)
    """
    rows = entries(ledger, "relation_end")
    return summed(ledger, rows, np.ones(len(rows)), by)
