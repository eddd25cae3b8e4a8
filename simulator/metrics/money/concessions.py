"""Concessions: price reductions by promotions."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of

_ADDITIVE = ("outlet", "tier", "channel", "week", "product", "region", "segment", "cell")


@METRICS.register("concessions")
@metric(by=_ADDITIVE, additive=_ADDITIVE)
def concessions(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much less than the posted price did customers pay under promotions?

        Σ units · (price asked − price paid), over sales under an offer, after the warm-up

    Of the focal manufacturer's products. Fees and defaults of payment in parts are not in it.
    No such sale: 0.

    Unit: currency
    Source: price waterfall, list to pocket price; Marn and Rosiello (1992), Harvard Business Review 70(5)
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    sold = rows_of(ledger, "promotion_sale").focal()
    return parts.answer(parts.total(sold, sold["units"] * (sold.money("asked") - sold.money("price"))))
