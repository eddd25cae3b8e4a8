"""Complaints: how often an outlet began to quarrel."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.felt_conflict import entries, summed

BY = ("issue", "member", "other", "dyad", "week")


@METRICS.register("complaints")
@metric(by=BY, additive=BY)
def complaints(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How often did an outlet complain of a supplier or another outlet?

        Σ disputes that began

    of outlets with a policy of escalation, after the warm-up, in the week of a review. What is felt and not
    said is in `grievance`, and how far complaints go in `disputes`.

    Unit: complaints
    Source: voice, Hirschman (1970), Exit, Voice, and Loyalty
    """
    rows = entries(ledger, "dispute", without="none")
    began = np.array([ledger.words[code] == "none" for code in rows["before"].tolist()], dtype=bool)
    rows = rows.where(began)
    return summed(ledger, rows, np.ones(len(rows)), by)
