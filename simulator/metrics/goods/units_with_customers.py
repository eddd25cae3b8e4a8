"""Units with customers: what they have that is not used up."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import all_rows, window

_ADDITIVE = ("product", "region", "segment", "cell")


@METRICS.register("units_with_customers")
@metric(by=("week", *_ADDITIVE), additive=_ADDITIVE)
def units_with_customers(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many units of the focal manufacturer's products do customers have at the end of the run?

        units in use, kept for later, or only tried, that are not used up; by week, at the end of each

    Units in repair are with their repairers. What neither lasts nor is bought ahead is used up in its week:
    customers have none of it but what they will send back, or what will be repaired. An empty ledger: 0.

    Unit: units
    Source: balance of goods; household stocks, Neslin, Henderson & Quelch (1985), Marketing Science 4(2)
    """
    parts = Breakdown(ledger, by)
    first, last = window(ledger)
    kept = all_rows(ledger, "kept").focal().between(first if by == "week" else max(first, last), last)
    return parts.answer(parts.total(kept, kept.units))
