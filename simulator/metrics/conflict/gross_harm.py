"""Gross harm: margin that aggrieved outlets lost to others, before compensation and what these brought."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.harm_sums import summed_harm
from simulator.ledger.queries.harms import CUTS, harms
from simulator.ledger.queries.rows import window


@METRICS.register("gross_harm")
@metric(by=CUTS, additive=CUTS, amount=True, accumulates=True)
def gross_harm(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much margin did aggrieved outlets lose to others, by what these did while they knew what they know?

        Σ margin lost, over harms to outlets that the scenario counts as aggrieved, after the warm-up

    over focal products of the source and issues of importance. It is static: others are thought away from
    what customers choose among in a week, and what these know and believe, prices, stock and rivals' doing
    stay as they are. It is gross: what was made good of it, and what the source brought, are not taken off;
    see `net_harm`, and `adapted_harm` for a run without the source. And it is of visits: where needs last,
    more is lost in a year, for whoever would have found nothing without the source would have looked again.

    Unit: currency
    Source: counterfactual margin by removal; equations in `simulator.mechanisms.conflict.harm`
    """
    return summed_harm(ledger, harms(ledger, *window(ledger)), by)
