"""Leakage: promotions used by customers outside their target audience."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("leakage")
@metric(by=("outlet", "tier", "channel", "week", "product", "region", "segment", "cell"))
def leakage(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what special offers took off prices went to customers they were not meant for?

        Σ units · (price asked − price paid) under leaked codes / the same under all offers

    Of the focal manufacturer's products, after the warm-up. Nothing taken off: nan.

    Unit: share of concessions
    Source: misredemption of coupons; Blattberg and Neslin (1990), Sales Promotion, ch. 10
    """
    parts = Breakdown(ledger, by)
    sold = rows_of(ledger, "promotion_sale").focal()
    off = sold["units"] * (sold.money("asked") - sold.money("price"))
    return parts.answer(ratio(parts.total(sold, off * sold["leaked"]), parts.total(sold, off)))
