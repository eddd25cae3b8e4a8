"""Average price: price paid over list price."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.terms_of_rows import terms_of


@METRICS.register("average_price", meant_by=("price", "asp"))
@metric(by=("outlet", "tier", "channel", "week", "product", "region", "segment", "cell"))
def average_price(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the list price did customers pay for the focal manufacturer's products?

        Σ units · price paid / Σ units · list price, over sales after the warm-up

    The list price is the one in force at the outlet in the week of the sale: what the manufacturer then
    recommends. Nothing sold: nan.

    Unit: share of the list price
    Source: price per unit relative to list; Farris et al. (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    sales = rows_of(ledger, "sale").focal()
    at_list = parts.total(sales, sales["units"] * terms_of(ledger, sales).list_price)
    return parts.answer(ratio(parts.total(sales, sales["units"] * sales["price"]), at_list))
