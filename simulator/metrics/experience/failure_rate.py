"""Failure rate: share of units sold that fail, whether or not they are repaired."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.metrics.experience.satisfaction import CUTS


@METRICS.register("failure_rate")
@metric(by=CUTS)
def failure_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of the focal manufacturer's units fail at their customers'?

        units sold after the warm-up that fail by the end of the run / units sold after it

    those that are sent to a repairer (`claim_rate`) and those that nobody repairs. By outlet, it is that of
    what the outlet sold; by week, of what was sold in the week, of which the last weeks' is too low, since
    not all that will fail has. Nothing sold: nan.

    Unit: share of units
    Source: field failure rate; Murthy & Djamaludin (2002), International Journal of Production Economics
    79(3)
    """
    parts = Breakdown(ledger, by)
    sold = rows_of(ledger, "sale").focal()
    repaired, lost = (
        rows_of(ledger, kind, who="outlet", when="bought").focal() for kind in ("claim", "failure")
    )
    failed = parts.total(repaired, repaired.units) + parts.total(lost, lost.units)
    return parts.answer(ratio(failed, parts.total(sold, sold.units)))
