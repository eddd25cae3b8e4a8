"""Return rate: share of units sold that customers send back."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.metrics.experience.satisfaction import CUTS


@METRICS.register("return_rate")
@metric(by=CUTS)
def return_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of the focal manufacturer's units do customers send back?

        units sold after the warm-up and sent back by the end of the run / units sold after the warm-up

    By week, it is that of what was sold in the week; the last weeks' is too low, since not all that will come
    back has. Nothing sold: nan.

    Unit: share of units
    Source: return rate, Anderson, Hansen & Simester (2009), Marketing Science 28(3)
    """
    parts = Breakdown(ledger, by)
    sold, back = rows_of(ledger, "sale").focal(), rows_of(ledger, "return", when="bought").focal()
    return parts.answer(ratio(parts.total(back, back.units), parts.total(sold, sold.units)))
