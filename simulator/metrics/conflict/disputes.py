"""Disputes: how many quarrels outlets have with others, by step of escalation and issue."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.felt_conflict import entries, reviews, summed

BY = ("step", "issue", "member", "other", "dyad")


@METRICS.register("disputes")
@metric(by=BY, additive=BY, by_review=True)
def disputes(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many disputes do outlets have with suppliers and other outlets, at a review of conflict?

        Σ disputes on any step / reviews

    Steps are complaint, less effort, retaliation, orders on hold and exit, of outlets with a policy of
    escalation, after the warm-up. An issue is the one over which most is held against the other, or, where a
    step outlasts its grievance, for which it was taken; a dyad, who is resented → by whom, as in `conflict`.
    A dispute is what an outlet feels and does, whatever harm there is. No outlet feels anything: 0; too short
    for a review: nan.

    Unit: disputes
    Source: manifest conflict, Pondy (1967); exit and voice, Hirschman (1970)
    """
    rows = entries(ledger, "dispute", without="none")
    return summed(ledger, rows, np.ones(len(rows)), by, reviews(ledger))
