"""Market share: a manufacturer's part of category sales."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.customer_returns import net_sales
from simulator.ledger.queries.distribution_coverage import units_of_categories


@METRICS.register("market_share")
@metric(by=("outlet", "tier", "week", "product", "region", "segment", "cell"))
def market_share(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the sales in its categories is the focal manufacturer's?

        units sold / units sold of the categories of its products, by everybody

    After the warm-up, net of what customers send back. By product, every manufacturer's products are told,
    each of its own category; by anything else, the focal manufacturer's share of what is sold there. Nothing
    sold: nan.

    Unit: share of units
    Source: unit market share; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    sales = net_sales(ledger)
    own = sales if by == "product" else sales.focal()
    return parts.answer(ratio(parts.total(own, own.units), units_of_categories(sales, parts)))
