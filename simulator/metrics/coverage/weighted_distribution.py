"""Weighted distribution: how much of the category is sold where it can be had."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.distribution_coverage import distribution_coverage, units_of_categories
from simulator.ledger.queries.rows import rows_of


@METRICS.register("weighted_distribution")
@metric(by=("tier", "channel", "week", "product"))
def weighted_distribution(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of their categories is sold by outlets that handle the focal manufacturer's products?

        PCV = category sales of outlets that handle it / category sales of all outlets

    Product category volume, after the warm-up; an outlet handles a product in a week in which it opens
    with it in stock or sells it. By tier, of what that tier sells; by product, every manufacturer's products
    are told. Market share = weighted distribution × share in handlers. Nothing sold: nan.

    Unit: share of category sales
    Source: Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics (PCV distribution)
    """
    parts = Breakdown(ledger, by)
    found = distribution_coverage(ledger, parts)
    return parts.answer(ratio(found.inside, units_of_categories(rows_of(ledger, "sale"), parts)))
