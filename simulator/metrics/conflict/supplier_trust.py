"""Supplier trust: how far outlets trust their suppliers, by the promises that they saw kept."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("supplier_trust")
@metric(by=("member", "format", "tier", "channel", "week"), by_review=True)
def supplier_trust(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How far do outlets trust their suppliers?

        Σ trust / (outlets × suppliers × reviews)

    of outlets with a policy of escalation and their suppliers, at the reviews of conflict after the warm-up.
    It grows with promises kept and goes with those seen broken: territory, floors of others, orders shipped,
    terms. No outlet of that kind, and a week without a review: nan.

    Unit: share, from 0 (no trust) to 1
    Source: trust in channels, Anderson & Narus (1990), J. Marketing 54(1); equations in
    `simulator.mechanisms.conflict.grievance`
    """
    parts = Breakdown(ledger, by)
    rows = rows_of(ledger, "trust")
    return parts.answer(
        ratio(parts.total(rows, rows["amount"]), parts.total(rows, rows["amount"] * 0.0 + 1.0))
    )
