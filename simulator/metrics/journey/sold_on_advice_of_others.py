"""Sold on advice of others: share of what outlets sold that another outlet had advised on."""

from simulator.domain.registries import METRICS
from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of


@METRICS.register("sold_on_advice_of_others")
@metric(by=("outlet", "format", "tier", "channel", "week", "product", "segment", "region", "cell"))
def sold_on_advice_of_others(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """Which share of what outlets sold was bought on the advice of another outlet?

        Σ units sold to customers that another outlet had advised / Σ units sold

    of the focal manufacturer's products, after the warm-up. By outlet, kind of outlet (format) or tier: the
    seller's; the adviser's side is `advised_elsewhere`. Where the seller is a shop and the adviser is at a
    distance it is webrooming, the other way round showrooming. Nothing sold: nan.

    Unit: share of units
    Source: free riding, Telser (1960), Journal of Law and Economics 3; webrooming and showrooming, Verhoef,
    Kannan & Inman (2015), Journal of Retailing 91(2)
    """
    parts = Breakdown(ledger, by)
    sold = rows_of(ledger, "sale").focal()
    is_of_another = (sold["adviser"] != NOBODY_CODE) & (sold["adviser"] != sold["outlet"])
    others = sold.where(is_of_another)
    return parts.ratio_of_sums(parts.total(others, others.units), parts.total(sold, sold.units))
