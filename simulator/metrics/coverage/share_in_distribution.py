"""Share in distribution: share of category sales in the outlets that handle a product."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.distribution_coverage import distribution_coverage


@METRICS.register("share_in_distribution", formerly=("share_in_handlers",))
@metric(by=("tier", "channel", "week", "product"))
def share_in_distribution(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the category do the focal manufacturer's products sell in outlets that handle them?

        units sold / category sales of the outlets that handle it, in the weeks in which they do

    After the warm-up. By product, every manufacturer's products are told. Market share = weighted
    distribution × share in handlers, exactly. Handled nowhere, or nothing sold there: nan.

    Unit: share of category sales of handlers
    Source: Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    found = distribution_coverage(ledger, parts)
    return parts.answer(ratio(found.own, found.inside))
