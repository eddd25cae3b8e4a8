"""Contribution per customer: what an acquired customer has left the manufacturer so far."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.cohorts import BY, acquired, cohort_returns, of_window


@METRICS.register("contribution_per_customer")
@metric(by=BY, cohorts=True)
def contribution_per_customer(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did a customer acquired after the warm-up leave the focal manufacturer until the run ended?

        (Σ earned in sales to customers acquired − Σ lost by what they sent back) / customers acquired

    earned: at an outlet of its own the price less commission, fulfilment fee, handling, fee for payment in
    parts and production cost, exactly; elsewhere the price in force that week at which it sells to the first
    member on the way there, less production cost, exact for digital goods and where that price never changes.
    lost, of what is sent back: at an outlet of its own what is paid back and what taking the unit in costs,
    less what the unit costs to make by the chance that it can be sold again; elsewhere what the unit earned,
    by that chance, and what is credited for it if not.
    What no sale costs by itself is not in it: campaigns, advice, freight, storage, scrap, rebates, penalties,
    instalments not paid, wages; nor repairs and support. By outlet, kind of outlet (format) or tier: that
    which acquired them. Not discounted; those acquired late had little time (`lifetime_value` gives each the
    same). Nobody acquired: nan.

    Unit: currency per customer
    Source: customer profitability; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    rows = of_window(ledger)
    first = acquired(rows)
    back = of_window(ledger, of=cohort_returns)
    left = parts.total(rows, rows.money("earned")) - parts.total(back, back.money("lost"))
    return parts.answer(ratio(left, parts.total(first, first["customers"])))
