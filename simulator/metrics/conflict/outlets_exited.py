"""Outlets exited: members that leave the trade, by reason."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.entries_and_exits import BY, entries_or_exits


@METRICS.register("outlets_exited", formerly=("exits",))
@metric(by=BY, additive=BY)
def outlets_exited(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many members left the trade, after the warm-up?

        Σ departures

    By reason: closed on its date, does not pay, by an event, with its host, … An empty ledger: 0.

    Unit: members
    Source: dealer exits as an outcome of conflict and rivalry; Stern and El-Ansary, Marketing Channels
    """
    return entries_or_exits(ledger, "departure", by)
