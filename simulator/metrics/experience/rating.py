"""Rating: what reviews say of products, and of outlets."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("rating")
@metric(by=("week", "product", "outlet"))
def rating(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How do reviews rate the focal manufacturer's products?

        R = (m R₀ + Σ S) / (m + n), the mean over products and weeks' ends

    after the warm-up, from 0 to 1: of n reviews of satisfaction S and a prior R₀ that counts as m of them. By
    outlet it is what was bought there, anybody's products, that is rated. Buyers alone review, so it is no
    `satisfaction` that all would have. Where nobody reviews (`response.reviews`): nan.

    Unit: share of as much as can be had
    Source: Chevalier & Mayzlin (2006); equation in `mechanisms/experience/rating.py`
    """
    parts = Breakdown(ledger, by)
    found = rows_of(ledger, "rating")
    of_outlets = found["product"] == NOBODY_CODE
    found = found.where(of_outlets) if by == "outlet" else found.where(~of_outlets).focal()
    return parts.answer(ratio(parts.total(found, found["amount"]), parts.total(found, np.ones(len(found)))))
