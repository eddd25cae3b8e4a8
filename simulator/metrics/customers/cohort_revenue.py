"""Cohort revenue: what customers pay, by the outlet that acquired them."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.cohorts import BY, cohort_sales, parts_of

_ADDITIVE = (*BY, "week", "product")


@METRICS.register("cohort_revenue")
@metric(by=_ADDITIVE, additive=_ADDITIVE, amount=True, cohorts=True)
def cohort_revenue(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did customers pay for the focal manufacturer's products, by the outlet that acquired them?

        Σ money paid in sales, wherever they were made, by the outlet of the customer's first purchase

    After the warm-up, also by customers acquired in it. By outlet, kind of outlet (format) or tier: that
    which acquired the customers; beside `revenue` by the same, what an outlet brought and others took.
    Money paid back for what customers send back later is not taken off. An empty ledger: 0.

    Unit: currency
    Source: sales by acquisition channel; Villanueva, Yoo and Hanssens (2008), JMR 45(1), 48–59
    """
    parts = parts_of(ledger, by)
    rows = cohort_sales(ledger)
    return parts.answer(parts.total(rows, rows.money("paid")))
