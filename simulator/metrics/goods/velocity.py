"""Velocity: how fast it sells where it can be had."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.distribution_coverage import distribution_coverage


@METRICS.register("velocity")
@metric(by=("outlet", "tier", "channel", "week", "product"))
def velocity(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much is sold per point of distribution, of the focal manufacturer's products?

        units sold / Σ over outlets, weeks and products handled

    After the warm-up; an outlet handles a product in a week in which it opens with it in stock or sells
    it. By product, every manufacturer's products are told. Handled nowhere: nan.

    Unit: units per product, outlet and week
    Source: sales per point of distribution; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    found = distribution_coverage(ledger, parts)
    return parts.answer(ratio(found.own, found.points))
