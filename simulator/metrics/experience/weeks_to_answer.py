"""Weeks to answer: how long customers wait until they are helped."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("weeks_to_answer")
@metric(by=("member", "week", "product", "region", "segment", "cell"))
def weeks_to_answer(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How long does it take until what is asked about the focal manufacturer's products is answered?

        Σ contacts answered · (week of the answer − week in which it was asked) / contacts answered

    after the warm-up; by member, of each that answers; by week, of what is answered in it. Answered in the
    same week: zero. What is given up does not count (`abandonment_rate`). Nothing answered: nan.

    Unit: weeks
    Source: time to answer; Gans, Koole & Mandelbaum (2003), Manufacturing & Service Operations Management
    5(2)
    """
    parts = Breakdown(ledger, by)
    over = rows_of(ledger, "contact_outcome").focal()
    answered = over.where(np.asarray([*ledger.words, ""])[over["outcome"]] == "answered")
    weeks = parts.total(answered, answered["customers"] * (answered.when - answered["asked"]))
    return parts.answer(ratio(weeks, parts.total(answered, answered["customers"])))
