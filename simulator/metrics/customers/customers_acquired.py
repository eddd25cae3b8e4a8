"""Customers acquired: first purchases, by the outlet that made them."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.cohorts import BY, acquired, cohort_sales, parts_of

_ADDITIVE = (*BY, "week", "product")


@METRICS.register("customers_acquired")
@metric(by=_ADDITIVE, additive=_ADDITIVE, cohorts=True)
def customers_acquired(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many customers bought something of the focal manufacturer for the first time, after the warm-up?

        Σ customers of sales in the week since which they are customers

    By outlet, kind of outlet (format) or tier: that of the first purchase; by product: what it was. A run
    begins without customers, so that a warm-up acquires those who would have been there. An outlet that
    acquired none: 0.

    Unit: customers
    Source: customer acquisition; Blattberg, Getz and Thomas (2001), Customer Equity
    """
    parts = parts_of(ledger, by)
    rows = acquired(cohort_sales(ledger))
    return parts.answer(parts.total(rows, rows["customers"]))
