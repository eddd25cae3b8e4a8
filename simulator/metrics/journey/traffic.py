"""Traffic: needs that see the focal manufacturer's offers at an outlet as they first look for something."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.visits_by_medium import visits_by_medium

CUTS = ("outlet", "format", "tier", "channel", "week", "medium")


@METRICS.register("traffic")
@metric(by=CUTS, additive=CUTS, amount=True, stages=("medium",))
def traffic(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many needs saw an offer of the focal manufacturer at an outlet as they looked for the first time?

        Σ needs, outlet by outlet and week by week

    after the warm-up: each outlet at hand that carries a product that is known counts, in stock or not. A
    need that sees several outlets counts at each; one that looks again later, or finds another outlet then,
    counts once. Of these, `conversion` says how many bought there. Outlets that nobody saw have 0. By medium:
    what brought each, a contact drawn from all that its customer has in the ear, or no medium, as it knew a
    product by itself (`market/customers/traffic_sources.py`). It is a share, not what would be lost without.
    By outlet and medium at once entries `traffic_source` have it, week by week.

    Unit: needs
    Source: store traffic, Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics; entries `traffic`
    and `traffic_source`
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    seen = visits_by_medium(ledger) if by == "medium" else rows_of(ledger, "traffic")
    return parts.answer(parts.total(seen, seen["own"]))
