"""Abandonment rate: share of contacts that customers give up before they are answered."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("abandonment_rate")
@metric(by=("member", "week", "product", "region", "segment", "cell"))
def abandonment_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of what is asked about the focal manufacturer's products is given up?

        contacts given up / contacts answered or given up

    after the warm-up: out of patience, the product in use no longer, or nobody there to answer. By member, of
    what it was asked; by week, of what was over in it. What waits still is neither. Nothing over: nan.

    Unit: share of contacts
    Source: abandonment; Gans, Koole & Mandelbaum (2003), Manufacturing & Service Operations Management 5(2)
    """
    parts = Breakdown(ledger, by)
    over = rows_of(ledger, "contact_outcome").focal()
    gone = over.where(np.asarray([*ledger.words, ""])[over["outcome"]] != "answered")
    given_up, all_over = (parts.total(rows, rows["customers"]) for rows in (gone, over))
    return parts.answer(ratio(given_up, all_over))
