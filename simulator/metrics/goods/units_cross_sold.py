"""Units cross-sold: units that customers bought since an outlet suggested them."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of

_ADDITIVE = ("outlet", "tier", "channel", "format", "week", "product", "region", "segment", "cell")


@METRICS.register("units_cross_sold")
@metric(by=(*_ADDITIVE, "maker"), additive=_ADDITIVE, amount=True)
def units_cross_sold(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the focal manufacturer's products did customers buy because an outlet suggested them?

        Σ units of a product that were taken at once by needs that its suggestion gave rise to

    after the warm-up. They are a part of units sold; what is sent back later is not taken off. What was
    ordered, or another product of the category, is not told here. How much of it is more than would have been
    bought anyway, a comparison with a run without suggestions tells. By maker, every manufacturer's products
    are told.

    Unit: units
    Source: cross-selling, Kamakura, Ramaswami & Srivastava (1991), International J. of Research in Marketing
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    taken = rows_of(ledger, "suggestion")
    taken = taken if by == "maker" else taken.focal()
    return parts.answer(parts.total(taken, taken.units))
