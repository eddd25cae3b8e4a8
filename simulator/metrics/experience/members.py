"""Members: how many customers are members of the community of a product's owners."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import all_rows, window

_ADDITIVE = ("product", "region", "segment", "cell")


@METRICS.register("members")
@metric(by=("week", *_ADDITIVE), additive=_ADDITIVE)
def members(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many members do communities of owners of the focal manufacturer's products have at the end?

        owners (`owners`) that are members; by week, at the end of each

    In scenarios in which products have a `community`; else 0. What a community costs is in `contribution` by
    reason; what it keeps and brings is told by the same scenario without it (`switched_off: [community]`),
    since in one run nobody can tell who would have stayed without.

    Unit: customers
    Source: Muniz and O'Guinn (2001), Journal of Consumer Research 27(4); counts of `membership`
    """
    parts = Breakdown(ledger, by)
    first, last = window(ledger)
    found = all_rows(ledger, "membership").focal().between(first if by == "week" else max(first, last), last)
    return parts.answer(parts.total(found, found["customers"]))
