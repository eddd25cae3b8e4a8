"""Sell-through: the rate people mean when they name none."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.metrics.goods.sell_through_b import sell_through_b


@METRICS.register("sell_through")
@metric(by=sell_through_b.by)
def sell_through(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what outlets had to sell did they sell?

        units sold / (units sold + there at the end + sent back, scrapped or spoiled)          0 … 1

    This is rate B, `sell_through_b`: it lies between 0 and 1 and stays there while opening stocks run down,
    which rate A (`sell_through_a`) does not.

    Unit: share of units to be sold
    Source: Farris et al. (2010), Marketing Metrics
    """
    return sell_through_b(ledger, by)
