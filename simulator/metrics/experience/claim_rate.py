"""Claim rate: share of units sold that fail within their warranty."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.metrics.experience.satisfaction import CUTS


@METRICS.register("claim_rate")
@metric(by=CUTS)
def claim_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of the focal manufacturer's units fail within their warranty?

        units sold after the warm-up and sent to a repairer by the end of the run / units sold after it

    By outlet, it is that of what the outlet sold; by week, of what was sold in the week, of which the last
    weeks' is too low, since not all that will fail has. Nothing sold: nan.

    Unit: share of units
    Source: warranty claim rate; Murthy & Djamaludin (2002), International Journal of Production Economics
    79(3)
    """
    parts = Breakdown(ledger, by)
    sold = rows_of(ledger, "sale").focal()
    failed = rows_of(ledger, "claim", who="outlet", when="bought").focal()
    return parts.answer(ratio(parts.total(failed, failed.units), parts.total(sold, sold.units)))
