"""Receivables: instalments that customers owe."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import all_rows, window


@METRICS.register("receivables")
@metric(by=("outlet", "tier", "channel", "week"), additive=("outlet", "tier", "channel"))
def receivables(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do customers owe the outlets at the end of the run, for what they pay in parts?

        lent − paid back − given up, up to the last week; by week, up to the end of each

    At its full amount: later defaults are not taken off. Nothing sold in parts: 0.

    Unit: currency
    Source: trade receivables at nominal value; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    parts = Breakdown(ledger, by, ledger.header.sellers)
    first, last = window(ledger)
    owed = all_rows(ledger, "receivable").between(first if by == "week" else max(first, last), last)
    return parts.answer(parts.total(owed, owed.money("amount")))
