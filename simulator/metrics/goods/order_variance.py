"""Order variance: how unevenly goods are ordered."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.order_flows import order_flows, variance


@METRICS.register("order_variance")
@metric(by=("tier", "channel", "member", "outlet", "product"))
def order_variance(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do orders to the manufacturers vary from week to week?

        Σ (units ordered in the week − mean)² / (weeks − 1)

    Of the focal manufacturer's products, over the weeks after the warm-up. By tier or member: its own
    orders, a manufacturer's production among them; by tier, orders inside the tier do not count. It is what
    `bullwhip` has above its line, and comparable where demand is the same. Fewer than two weeks: nan.

    Unit: units squared
    Source: Disney and Towill (2003), International Journal of Production Economics 85(2)
    """
    parts = Breakdown(ledger, by)
    return parts.answer(variance(order_flows(ledger, parts).orders))
