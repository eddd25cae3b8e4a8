"""Revenue: what customers paid."""

from simulator.domain.shelves import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.question import Answer, metric
from simulator.ledger.rows import rows_of
from simulator.ledger.slices import Slices

_ADDITIVE = ("outlet", "tier", "week", "product", "region", "segment", "cell")


@METRICS.register("revenue")
@metric(by=(*_ADDITIVE, "maker"), additive=_ADDITIVE)
def revenue(ledger: Ledger, by: str | None = None) -> Answer:
    """How much did customers pay outlets for the focal manufacturer's products, after the warm-up?

        Σ units · price paid, over sales

    By maker, every manufacturer's products are told. An empty ledger: 0.

    Unit: currency
    Source: retail sales value; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Slices(ledger, by)
    sales = rows_of(ledger, "sale")
    if by != "maker":
        sales = sales.focal()
    return parts.answer(parts.total(sales, sales.worth("price")))
