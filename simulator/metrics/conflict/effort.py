"""Effort: how much outlets do for products."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("effort")
@metric(by=("outlet", "format", "tier", "channel", "week", "product", "maker"))
def effort(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do outlets do for the focal manufacturer's products, against what they usually do?

        Σ effort / (outlets × products × weeks)

    over outlets that decide on it and are open, products that they are supplied with, and weeks after the
    warm-up; 1: as much as usual. Effort is hours of display and advice for a product. By maker, of every
    manufacturer's products. No outlet decides on it: nan.

    Unit: multiple of the usual effort
    Source: personal selling effort, Albers, Mantrala & Sridhar (2010), J. Marketing Research 47(5)
    """
    parts = Breakdown(ledger, by)
    put = rows_of(ledger, "effort")
    put = put if by == "maker" else put.focal()
    return parts.answer(ratio(parts.total(put, put["amount"]), parts.total(put, put["amount"] * 0.0 + 1.0)))
