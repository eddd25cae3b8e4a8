"""Units sold: sell-through in units."""

from simulator.domain.shelves import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.question import Answer, metric
from simulator.ledger.rows import rows_of
from simulator.ledger.slices import Slices

_ADDITIVE = ("outlet", "tier", "week", "product", "region", "segment", "cell")


@METRICS.register("units_sold")
@metric(by=(*_ADDITIVE, "maker"), additive=_ADDITIVE)
def units_sold(ledger: Ledger, by: str | None = None) -> Answer:
    """How much of the focal manufacturer's products did customers buy, after the warm-up?

        Σ units of sales

    By maker, every manufacturer's products are told. An empty ledger: 0.

    Unit: units
    Source: sell-through units; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Slices(ledger, by)
    sales = rows_of(ledger, "sale")
    if by != "maker":
        sales = sales.focal()
    return parts.answer(parts.total(sales, sales.units))
