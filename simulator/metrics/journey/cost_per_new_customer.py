"""Cost per new customer: what is paid on media and for advice for each customer that is acquired."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.cohorts import acquired, cohort_sales
from simulator.ledger.queries.money_for_visits import money_for_visits
from simulator.ledger.queries.visits_by_medium import acquired_by_medium


@METRICS.register("cost_per_new_customer", meant_by=("cac", "customer_acquisition_cost"))
@metric(by=("outlet", "format", "medium", "week"), cohorts=True, stages=("medium",))
def cost_per_new_customer(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How much was paid on media and for advice for each new customer of the focal manufacturer (CAC)?

        (Σ paid for its campaigns + Σ paid for advice by its outlets) / Σ customers acquired

    after the warm-up; customers as `customers_acquired` counts them, by the outlet of their first purchase.
    By outlet or kind of outlet (format): what it paid for advice, and its part of media whose ads are met at
    outlets of its kind, shared by visits; other media serve no outlet more than another and are not in it. By
    medium: what was paid there, per customer whose need it brought, as `traffic` tells; those that none
    brought cost nothing there. Commissions and margins, which are paid for every sale, are not in it. Nobody
    acquired: infinite if something was paid, else nan; over seeds, what all paid for all that were acquired.

    Unit: currency per customer
    Source: customer acquisition cost, Blattberg, Getz and Thomas (2001), Customer Equity
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    money = money_for_visits(ledger, parts)
    new = acquired_by_medium(ledger) if by == "medium" else acquired(cohort_sales(ledger))
    return parts.ratio_of_sums(money, parts.total(new, new["customers"]))
