"""Advised elsewhere: share of what customers bought elsewhere of what outlets had advised them on."""

from simulator.domain.registries import METRICS
from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of


@METRICS.register("advised_elsewhere")
@metric(by=("outlet", "format", "tier", "channel", "week", "product", "segment", "region", "cell"))
def advised_elsewhere(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """Which share of what outlets advised on did the customers that they advised buy elsewhere?

        Σ units sold at other outlets than the adviser / Σ units sold to customers with an adviser

    of the focal manufacturer's products, after the warm-up. By outlet, kind of outlet (format) or tier: the
    adviser's. It is service that others live on (showrooming, where they sell at a distance); what comes the
    other way, `sold_on_advice_of_others` says. Advice that ended in no purchase is not in it. Nobody was
    advised and bought: nan.

    Unit: share of units
    Source: free riding and showrooming; Telser (1960), Journal of Law and Economics 3; Shin (2007), Marketing
    Science 26(4); Gensler, Neslin & Verhoef (2017), Journal of Interactive Marketing 38
    """
    parts = Breakdown(ledger, by)
    sales = rows_of(ledger, "sale", who="adviser").focal()
    advised = sales.where(sales["adviser"] != NOBODY_CODE)
    elsewhere = advised.where(advised["adviser"] != advised["outlet"])
    return parts.ratio_of_sums(parts.total(elsewhere, elsewhere.units), parts.total(advised, advised.units))
