"""Compensation received: what suppliers made good of what their own outlets took."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.harm_sums import summed_harm
from simulator.ledger.queries.harms import CUTS, made_good
from simulator.ledger.queries.rows import window


@METRICS.register("compensation_received")
@metric(by=CUTS, additive=CUTS, amount=True, accumulates=True)
def compensation_received(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did suppliers make good of what their own outlets took from aggrieved outlets?

        Σ compensation, after the warm-up, set against the harm that it is for

    By dyad, the outlet that took it and the one that was compensated. It is paid in whole steps of money, so
    that payments may lag behind by less than one.

    Unit: currency
    Source: dual compensation, Sa Vinhas & Anderson (2005), J. Marketing Research 42(4)
    """
    return summed_harm(ledger, made_good(ledger, *window(ledger)), by)
