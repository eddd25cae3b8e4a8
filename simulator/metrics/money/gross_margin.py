"""Gross margin: what is left of sales after what the goods cost."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.metrics.money import gmroi


@METRICS.register("gross_margin", meant_by=("margin", "margins"))
@metric(by=("outlet", "tier", "channel", "member", "product"))
def gross_margin(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what outlets take for the focal manufacturer's products is left after what these cost?

        (goods sold − goods bought + goods held at the end − goods held at the start, at cost) / net sales

    After the warm-up. Net sales are sales to customers and to buyers, less what buyers send back; fees,
    commissions and wages are not in it. By tier or member, manufacturers and wholesalers show too: they sell
    to their buyers, and what a manufacturer makes it buys at its cost. What one outlet passes to another is
    sold twice. Nothing sold: nan, or infinite with
    the sign of what goods lost.

    Unit: share of net sales
    Source: gross margin percentage; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    parts = Breakdown(ledger, by)
    sold = gmroi.net_takings(ledger, parts)
    return parts.answer(ratio(gmroi.gross_margin(ledger, parts), sold))
