"""Sell-through, rate A: units sold over units received."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.goods_balance import goods_balance


@METRICS.register("sell_through_a")
@metric(by=("tier", "channel", "outlet", "week", "product"))
def sell_through_a(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what outlets received did they sell, after the warm-up?

        A = units sold / units received          above 1 while stocks run down

    Of the focal manufacturer's products, all outlets together. Sold is net of what customers send back; what
    is sent back to a supplier, scrapped or spoiled was received and not sold. By tier, what a wholesaler
    ships on counts as sold, unless it comes back; what moves inside a tier does not count. Nothing received:
    infinite if something was sold, else nan.

    Unit: share of units received
    Note: above 100 % while stocks that were there at the opening are sold off; what was stocked stands in B
    Source: Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    moved = goods_balance(ledger, parts)
    return parts.answer(ratio(moved.sold, moved.received))
