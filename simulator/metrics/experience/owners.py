"""Owners: how many customers have a product in use that lasts, or are subscribed to it."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import all_rows, window

_ADDITIVE = ("product", "region", "segment", "cell")


@METRICS.register("owners")
@metric(by=("week", *_ADDITIVE), additive=_ADDITIVE)
def owners(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many customers have a product of the focal manufacturer's in use at the end of the run?

        customers whose unit has not worn out, or whose period is paid for; by week, at the end of each

    Of products that last (`life`) or are subscribed to; customers with two of them count in both. What is
    used up by the need that it meets has no owners: 0.

    Unit: customers
    Source: installed base, Bass (1969), Management Science 15(5); counts of `ownership`
    """
    parts = Breakdown(ledger, by)
    first, last = window(ledger)
    found = all_rows(ledger, "ownership").focal().between(first if by == "week" else max(first, last), last)
    return parts.answer(parts.total(found, found["customers"]))
