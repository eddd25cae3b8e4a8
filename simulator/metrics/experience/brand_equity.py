"""Brand equity: what a product's name is worth to people."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("brand_equity")
@metric(by=("week", "product", "region", "segment", "cell"))
def brand_equity(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much are the names of the focal manufacturer's products worth to people?

        Σ people · B / Σ people

    over cells, products and weeks' ends after the warm-up, B from 0 to 1. It is built by what is heard and
    found, drawn to the image of outlets and diluted by deals; it says nothing of sales. Where a scenario does
    not keep it (`response.equity`): nan.

    Unit: share of as much as a name can be worth
    Source: Yoo, Donthu & Lee (2000); equation in `mechanisms/communication/brand_equity.py`
    """
    parts = Breakdown(ledger, by)
    found = rows_of(ledger, "brand_equity").focal()
    sizes = np.array([cell.customers for cell in ledger.header.cells], dtype=np.float64)
    people = sizes[found["cell"]]
    return parts.answer(ratio(parts.total(found, people * found["amount"]), parts.total(found, people)))
