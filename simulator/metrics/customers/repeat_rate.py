"""Repeat rate: customers that buy again."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.cohorts import BY, acquired, of_window


@METRICS.register("repeat_rate")
@metric(by=BY, cohorts=True)
def repeat_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the customers acquired after the warm-up bought again before the run ended?

        customers with a purchase in a later week than the first / customers acquired

    Of the focal manufacturer, whatever the product and wherever they bought it again. By outlet, kind of
    outlet (format) or tier: that which acquired them. What is bought beside the first purchase in the same
    week is no repeat. Those acquired late had little time, so compare runs of one length. Nobody acquired:
    nan.

    Unit: share of customers acquired
    Source: repeat rate; Ehrenberg (1988), Repeat-Buying
    """
    parts = Breakdown(ledger, by)
    rows = of_window(ledger)
    first = acquired(rows)
    again = rows.where(rows["bought_last"] == rows["since"])
    return parts.answer(ratio(parts.total(again, again["customers"]), parts.total(first, first["customers"])))
