"""Cohort units: what customers buy, by the outlet that acquired them."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.cohorts import BY, cohort_sales, parts_of

_ADDITIVE = (*BY, "week", "product")


@METRICS.register("cohort_units")
@metric(by=_ADDITIVE, additive=_ADDITIVE, amount=True, cohorts=True)
def cohort_units(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the focal manufacturer's products did customers buy, by the outlet that acquired them?

        Σ units of sales, wherever they were made, by the outlet of the customer's first purchase

    After the warm-up, also to customers acquired in it. By outlet, kind of outlet (format) or tier: that
    which acquired the customers; beside `units_sold` by the same, what an outlet brought and others sold.
    What customers send back later was sold. An empty ledger: 0.

    Unit: units
    Source: sales by acquisition channel; Villanueva, Yoo and Hanssens (2008), JMR 45(1), 48–59
    """
    parts = parts_of(ledger, by)
    rows = cohort_sales(ledger)
    return parts.answer(parts.total(rows, rows.units))
