"""Lapse rate: customers that stay away (churn, as it is seen where no contract ends)."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.cohorts import BY, acquired, first_half, half
from simulator.ledger.queries.rows import window


@METRICS.register("lapse_rate", meant_by=("churn", "churn_rate"))
@metric(by=BY, cohorts=True)
def lapse_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the customers acquired in the first half of the weeks bought nothing in the second?

        1 − customers acquired in the first half that bought in the second / customers acquired in the first

    Of the focal manufacturer, whatever the product and wherever they bought it. By outlet, kind of outlet
    (format) or tier: that which acquired them. Nobody ends anything in a shop: who stays away may have left,
    or needs nothing yet, so that a durable lapses and a consumable does not. Nobody acquired then: nan.

    Unit: share of customers acquired
    Source: churn of non-contractual customers, by a time without purchase; Fader and Hardie (2009), Journal
    of Interactive Marketing 23(1), 61–69
    """
    parts = Breakdown(ledger, by)
    rows = first_half(ledger)
    middle = window(ledger)[1] - half(ledger)
    came = rows.where((rows.when > middle) & (rows["bought_last"] <= middle))
    first = acquired(rows)
    acquired_then = parts.total(first, first["customers"])
    return parts.answer(ratio(acquired_then - parts.total(came, came["customers"]), acquired_then))
