"""Bullwhip: how much more orders vary than the demand they answer."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.order_flows import order_flows, variance


@METRICS.register("bullwhip")
@metric(by=("tier", "channel", "member", "outlet", "product"))
def bullwhip(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much more do orders to the manufacturers vary than what customers ask for?

        Var(units ordered in a week) / Var(units asked for in a week)

    Of the focal manufacturer's products, over the weeks after the warm-up (sample variances). By tier or
    member: what it orders against what it is asked for, in which a manufacturer's production stands for its
    orders; along a line of tiers the ratios multiply to that of the line. By tier, orders inside the tier do
    not count. Demand is what was bought, and what was wanted first and not there. Above 1 the bullwhip,
    below 1 smoothing. Demand that never varies: infinite if
    orders do, else nan. Fewer than two weeks: nan.

    Unit: ratio of variances
    Source: Chen, Drezner, Ryan and Simchi-Levi (2000), Management Science 46(3); on adding up before or
    after: Fransoo and Wouters (2000), Supply Chain Management 5(2)
    """
    parts = Breakdown(ledger, by)
    moved = order_flows(ledger, parts)
    return parts.answer(ratio(variance(moved.orders), variance(moved.demand)))
