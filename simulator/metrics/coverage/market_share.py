"""Market share: a manufacturer's part of category sales."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.distribution_coverage import units_of_categories
from simulator.ledger.queries.rows import rows_of


@METRICS.register("market_share", meant_by=("share",))
@metric(by=("outlet", "tier", "channel", "week", "product", "region", "segment", "cell"))
def market_share(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the sales in its categories is the focal manufacturer's?

        units sold / units sold of the categories of its products, by everybody

    After the warm-up; what customers send back later was sold. By product, every manufacturer's products are
    told, each of its own category; by anything else, the focal manufacturer's share of what is sold there. It
    is weighted distribution times share in handlers, exactly. Nothing sold: nan.

    Unit: share of units
    Source: unit market share; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    sales = rows_of(ledger, "sale")
    own = sales if by == "product" else sales.focal()
    return parts.answer(ratio(parts.total(own, own.units), units_of_categories(sales, parts)))
