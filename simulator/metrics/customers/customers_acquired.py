"""Customers acquired: first purchases, by the outlet that made them."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.cohorts import BY, acquired, cohort_sales, parts_of
from simulator.ledger.queries.visits_by_medium import acquired_by_medium

_ADDITIVE = (*BY, "week", "product", "medium")


@METRICS.register("customers_acquired")
@metric(by=_ADDITIVE, additive=_ADDITIVE, cohorts=True, stages=("medium",))
def customers_acquired(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many customers bought something of the focal manufacturer for the first time, after the warm-up?

        Σ customers of sales in the week since which they are customers

    By outlet, kind of outlet (format) or tier: that of the first purchase; by product: what it was. A run
    begins without customers, so that a warm-up acquires those who would have been there. By medium: what
    brought the need of the first purchase, as `traffic` tells, or no medium. An outlet that acquired none: 0.

    Unit: customers
    Source: customer acquisition; Blattberg, Getz and Thomas (2001), Customer Equity
    """
    parts = parts_of(ledger, by)
    rows = acquired_by_medium(ledger) if by == "medium" else acquired(cohort_sales(ledger))
    return parts.answer(parts.total(rows, rows["customers"]))
