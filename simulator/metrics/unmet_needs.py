"""Unmet needs: where the needs that did not end with a focal product were lost."""

import numpy as np
import pandas as pd

from simulator.domain.shelves import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.question import Answer, metric
from simulator.ledger.rows import Rows, rows_of
from simulator.metrics.funnel import stages

LOSSES = ("unaware", "nothing at hand", "preferred to wait", "out of stock", "bought from a rival")
"""In the order in which a need can be lost."""


@METRICS.register("unmet_needs")
@metric(by=("reason",), additive=("reason",))
def unmet_needs(ledger: Ledger, by: str | None = None) -> Answer:
    """How many needs were not met by the focal manufacturer's products, and where were they lost?

        unaware               no product of the category was known
        nothing at hand       a product was known, but no outlet at hand carried one
        preferred to wait     offers were at hand, and not buying was better than each of them
        out of stock          what was wanted was gone, and nothing else that was left would do
        bought from a rival   another manufacturer's product was bought

    In the categories of the focal manufacturer's products, after the warm-up; together with its own sales
    they are all needs. A stock-out after which something else was bought is none of them.

    Unit: needs
    Source: counts of `stage_flow` and `sale`; waterfall as in Farris et al. (2010), Marketing Metrics
    """
    came_to = stages(ledger)
    sales = rows_of(ledger, "sale")
    own = sales.focal()
    lost = np.array([*(came_to[:-1] - came_to[1:]), came_to[-1] - _steps(own)])
    if by is None:
        return float(lost.sum())
    return pd.Series(lost, index=pd.Index(LOSSES, name=by), dtype=np.float64)


def _steps(sales: Rows) -> float:
    return float(sales["units"].sum())
