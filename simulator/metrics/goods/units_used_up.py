"""Units used up: what customers and demand buyers have consumed."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of

_ADDITIVE = ("week", "product", "region", "segment", "cell")


@METRICS.register("units_used_up")
@metric(by=_ADDITIVE, additive=_ADDITIVE, amount=True)
def units_used_up(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many units of the focal manufacturer's products were used up, after the warm-up?

        Σ units that met a need, wore out, or whose period was over, and of consumption by demand buyers

    What neither lasts nor is bought ahead is used up in the week in which it is taken home, unless it is sent
    back later, or fails and is repaired first. Where nothing is kept for a while, no ledger tells it: it is
    what customers buy. Demand buyers live in no cell, and are a part of their own by cell, segment and
    region. An empty ledger: 0.

    Unit: units
    Source: consumption against purchase, Ailawadi & Neslin (1998), J. Marketing Research 35(3); `used_up`
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    by_customers = rows_of(ledger, "used_up" if ledger.header.tells_use else "sale").focal()
    by_buyers = rows_of(ledger, "consumption").focal()
    return parts.answer(
        parts.total(by_customers, by_customers.units) + parts.total(by_buyers, by_buyers.units)
    )
