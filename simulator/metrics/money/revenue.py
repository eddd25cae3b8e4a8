"""Revenue: payments by customers."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.customer_returns import net_sales
from simulator.ledger.queries.net_shipments import net_sales_to_demand_buyers

_ADDITIVE = ("outlet", "tier", "channel", "format", "week", "product", "region", "segment", "cell")


@METRICS.register("revenue", meant_by=("sales", "turnover", "income"))
@metric(by=(*_ADDITIVE, "maker"), additive=_ADDITIVE, amount=True)
def revenue(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did customers pay outlets for the focal manufacturer's products, after the warm-up?

        Σ units · price paid, over sales and shipments to demand buyers, less what is paid back for what these
        and customers send back

    Demand buyers, which use goods up, live in no cell, and are a part of their own by cell, segment and
    region. Who could have sold and did not has 0; by format, kinds of outlet are told. By maker, every
    manufacturer's products are told. An empty ledger: 0.

    Unit: currency
    Source: net sales, gross sales less returns; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing
    Metrics
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    sales, used = net_sales(ledger), net_sales_to_demand_buyers(ledger)
    if by != "maker":
        sales, used = sales.focal(), used.focal()
    return parts.answer(parts.total(sales, sales.worth("price")) + parts.total(used, used.worth("price")))
