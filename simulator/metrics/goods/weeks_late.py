"""Weeks late: weeks by which what customers had ordered comes later than they were told."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.promised_deliveries import promises_are_told
from simulator.ledger.queries.rows import rows_of


@METRICS.register("weeks_late")
@metric(by=("outlet", "tier", "channel", "week", "product", "segment", "region", "cell"))
def weeks_late(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many weeks later than told does what customers had ordered come, in the mean of all of it?

        Σ units · (weeks waited − weeks told)₊ / Σ units                 over deliveries

    Of the focal manufacturer's products that were ordered because they were out of stock, delivered after the
    warm-up; what comes in time is late by none, and who gave up is not in it. Where outlets tell a mean of
    weeks, it may be late by part of one. In scenarios in which somebody minds it (`lateness`); where nobody
    does, and of nothing delivered: nan.

    Unit: weeks
    Source: mean tardiness, Baker and Trietsch (2009), Principles of Sequencing and Scheduling
    """
    parts = Breakdown(ledger, by)
    came, late = (rows_of(ledger, kind).focal() for kind in ("delivery", "late_delivery"))
    weeks = late["amount"] * ledger.header.scenario.units.quantity_step
    mean = ratio(parts.total(late, weeks), parts.total(came, came.units))
    return parts.answer(mean if promises_are_told(ledger) else np.full(len(mean), np.nan))
