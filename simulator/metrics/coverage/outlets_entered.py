"""Outlets entered: members that enter the trade, by reason."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.entries_and_exits import BY, entries_or_exits


@METRICS.register("outlets_entered", formerly=("entries",))
@metric(by=BY, additive=BY)
def outlets_entered(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many members opened while the market ran, after the warm-up?

        Σ admissions

    By reason: planned for that week, or because it pays. An empty ledger: 0.

    Unit: members
    Source: entry and exit counts of industry dynamics; Dunne, Roberts and Samuelson (1988), RAND Journal of
    Economics 19(4)
    """
    return entries_or_exits(ledger, "admission", by)
