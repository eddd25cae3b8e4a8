"""Entries: who comes into the trade, and why."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import Answer, metric
from simulator.ledger.queries.entries_and_exits import BY, moved


@METRICS.register("entries")
@metric(by=BY, additive=BY)
def entries(ledger: Ledger, by: str | None = None) -> Answer:
    """How many members opened while the market ran, after the warm-up?

        Σ admissions

    By reason: planned for that week, or because it pays. An empty ledger: 0.

    Unit: members
    Source: entry and exit counts of industry dynamics; Dunne, Roberts and Samuelson (1988), RAND Journal of
    Economics 19(4)
    """
    return moved(ledger, "admission", by)
