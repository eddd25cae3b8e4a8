"""Net harm: the margin that aggrieved outlets lost to others, less what they received for it."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.harm_sums import summed_harm
from simulator.ledger.queries.harms import CUTS, harms, left_of, made_good
from simulator.ledger.queries.rows import window


@METRICS.register("net_harm")
@metric(by=CUTS, additive=CUTS, amount=True, accumulates=True)
def net_harm(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much margin did aggrieved outlets lose to others that was not made good?

        gross_harm − compensation_received          below zero where more was paid than was lost

    Unit: currency
    Source: dual compensation, Sa Vinhas & Anderson (2005), J. Marketing Research 42(4)
    """
    lost, received = (query(ledger, *window(ledger)) for query in (harms, made_good))
    return summed_harm(ledger, left_of(lost, received), by)
