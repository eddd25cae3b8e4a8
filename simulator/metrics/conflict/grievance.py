"""Grievance: what outlets hold against others, independent of the harm that these did in truth."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.felt_conflict import entries, reviews, summed

BY = ("issue", "member", "other", "dyad")


@METRICS.register("grievance")
@metric(by=BY, additive=BY, by_review=True)
def grievance(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do outlets hold against suppliers and other outlets, at a review of conflict?

        Σ G / reviews,      G' = (1 − δ) G + Σ_k importance_k · weight · intensity_k · blame_k

    of outlets with a policy of escalation, after the warm-up. Felt conflict: it follows an outlet's own
    books, the prices that it sees and what it hears, so it may be held against others than those that took
    it. A dyad is who is resented → by whom. No outlet feels anything: 0; too short for a review: nan.

    Unit: grievance (a loss of half intensity, at importance 1, adds .5 at a review)
    Source: felt conflict, Pondy (1967); equations in `simulator.mechanisms.conflict.grievance`
    """
    rows = entries(ledger, "grievance")
    return summed(ledger, rows, rows["amount"], by, reviews(ledger))
