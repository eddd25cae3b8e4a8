"""Floor violation depth: how far below the agreed lowest price outlets advertise that break it."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.terms_of_rows import breaches, terms_of


@METRICS.register("floor_violation_depth")
@metric(by=("outlet", "tier", "channel", "week", "product"))
def floor_violation_depth(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How far below the floor are the prices that outlets advertise below it?

        Σ (floor in force − price) / floor in force, over postings below it / number of these

    Of the focal manufacturer's products, after the warm-up: a grievance of the manufacturer against its
    outlets, beside how often it happens (`floor_violations`). No price below a floor: nan.

    Unit: share of the floor
    Source: Israeli, Anderson and Coughlan (2016), Marketing Science 35(4), 539–564 (violation depth)
    """
    parts = Breakdown(ledger, by)
    posted, below = breaches(ledger, rows_of(ledger, "posting").focal())
    broken = posted.where(below)
    floor = terms_of(ledger, broken).price_floor.astype(np.float64)
    depth = ratio(floor - broken["price"], floor)
    return parts.answer(ratio(parts.total(broken, depth), parts.total(broken, np.ones(len(broken)))))
