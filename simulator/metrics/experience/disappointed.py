"""Disappointed: share of units that are less than their buyers expected."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of
from simulator.metrics.experience.satisfaction import CUTS


@METRICS.register("disappointed")
@metric(by=CUTS)
def disappointed(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of the focal manufacturer's units deliver less than was expected of them?

        units that fell short by over a hundredth of all that can be had / units taken home

    after the warm-up. Nobody who cares for anything took one: nan.

    Unit: share of units
    Source: expectation and disconfirmation, Oliver (1980)
    """
    parts = Breakdown(ledger, by)
    found = rows_of(ledger, "experience").focal()
    return parts.answer(
        ratio(parts.total(found, found["disappointed"]), parts.total(found, found["customers"]))
    )
