"""On-time delivery: share of what customers had ordered that comes by the week told."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.promised_deliveries import promises_are_told
from simulator.ledger.queries.rows import rows_of


@METRICS.register("on_time_delivery", meant_by=("otif", "on_time_in_full"))
@metric(by=("outlet", "tier", "channel", "week", "product", "segment", "region", "cell"))
def on_time_delivery(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of what customers had ordered comes by the week that they were told?

        1 − Σ units delivered later than told / Σ units delivered

    Of the focal manufacturer's products that were ordered because they were out of stock, delivered after the
    warm-up; who gave up is not in it. By how much is `weeks_late`, and how long it took `customers_wait`. In
    scenarios in which somebody minds it (`lateness`); where nobody does, and of nothing delivered: nan.

    Unit: share
    Source: delivery performance to customer commit date (RL.2.2) of the SCOR model, at the last tier
    """
    parts = Breakdown(ledger, by)
    came, late = (rows_of(ledger, kind).focal() for kind in ("delivery", "late_delivery"))
    delivered, after = parts.total(came, came.units), parts.total(late, late.units)
    on_time = 1.0 - ratio(after, delivered)
    return parts.answer(on_time if promises_are_told(ledger) else np.full(len(on_time), np.nan))
