"""Sell-through, rate B: units sold over units available."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.goods_balance import goods_balance


@METRICS.register("sell_through_b")
@metric(by=("tier", "channel", "outlet", "week", "product"))
def sell_through_b(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what outlets had to sell did they sell, after the warm-up?

        B = units sold / (units sold + there at the end + sent back, scrapped or spoiled)          0 … 1

    which is units sold over units there were to sell: what leaves by another way than a sale was one of
    them. What customers send back was not sold, and is there while it is inspected. Of the focal
    manufacturer's products, all outlets together. By tier, what a wholesaler ships on counts as sold, unless
    it comes back; what moves inside a tier does not count. By week, on hand is that of the week's end.
    Nothing to sell: nan.

    Unit: share of units to be sold
    Source: Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    moved = goods_balance(ledger, parts)
    there = moved.on_hand + moved.in_inspection
    return parts.answer(ratio(moved.sold, moved.sold + there + moved.unsold))
