"""Customers gone: how many have left a category that the focal manufacturer sells in."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import own_categories
from simulator.ledger.queries.rows import all_rows, window


@METRICS.register("customers_gone")
@metric(by=("week", "region", "segment", "cell"), additive=("region", "segment", "cell"))
def customers_gone(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many customers have left a category of the focal manufacturer's products by the end of the run?

        customers that need it no more since a purchase, and have not come back; by week, at the end of each

    In scenarios in which customers leave (`leaving` of a need); else 0. A customer who has left two
    categories counts in both.

    Unit: customers
    Source: Schmittlein, Morrison and Colombo (1987), Management Science 33(1); counts of `absence`
    """
    parts = Breakdown(ledger, by)
    first, last = window(ledger)
    found = own_categories(
        all_rows(ledger, "absence").between(first if by == "week" else max(first, last), last)
    )
    return parts.answer(parts.total(found, found["customers"]))
