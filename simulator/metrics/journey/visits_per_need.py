"""Visits per need: how often a need looks for something before it is over."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.metrics.journey.needs import needs_by_outcome


@METRICS.register("visits_per_need")
@metric()
def visits_per_need(ledger: Ledger, by: str | None = None) -> MetricValue:
    """In how many weeks does a need look for something, in the mean?

        visits / needs that arose

    in the categories of the focal manufacturer's products, after the warm-up; 1 where no need lasts beyond
    its week. An open need looks again where something may have changed for the better, and in its last week;
    while it does not, it makes no visit. One that is still open counts with those made. No need at all: nan.

    Unit: visits per need
    Source: counts of `need_flow`
    """
    del by  # there is no cut of it
    count = needs_by_outcome(ledger)
    return count["visits"] / count["arisen"] if count["arisen"] else np.nan
