"""Traffic: customers that look for something and see the focal manufacturer's offers at an outlet."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of

CUTS = ("outlet", "format", "tier", "week")


@METRICS.register("traffic")
@metric(by=CUTS, additive=CUTS, amount=True)
def traffic(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How often did customers that looked for something see an offer of the focal manufacturer at an outlet?

        Σ customers, outlet by outlet and week by week

    after the warm-up: each outlet at hand that carries a product that is known counts, in stock or not. A
    need that looks at several outlets, or again in a later week, counts each time. Of these, `conversion`
    says how many bought there. Outlets that nobody saw have 0.

    Unit: visits
    Source: store traffic, Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics; entries `traffic`
    """
    parts, seen = Breakdown(ledger, by, ledger.header.focal_sellers), rows_of(ledger, "traffic")
    return parts.answer(parts.total(seen, seen["own"]))
