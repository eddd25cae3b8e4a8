"""Customers' wait: weeks from a customer's backorder to its delivery."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("customers_wait")
@metric(by=("outlet", "tier", "channel", "week", "product", "segment", "region", "cell"))
def customers_wait(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many weeks do customers wait for what they ordered because it was out of stock?

        Σ units · (week of delivery − week of order) / Σ units                over deliveries

    Of the focal manufacturer's products delivered after the warm-up; who gave up is not in it. What is in
    stock takes no time; how long outlets wait for their suppliers is `delivery_time`. Nothing delivered: nan.

    Unit: weeks
    Source: order cycle time of the SCOR model, at the last tier
    """
    parts = Breakdown(ledger, by)
    rows = rows_of(ledger, "delivery").focal()
    waited = parts.total(rows, rows.units * (rows.when - rows["ordered"]))
    return parts.answer(ratio(waited, parts.total(rows, rows.units)))
