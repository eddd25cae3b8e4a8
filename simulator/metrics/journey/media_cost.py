"""Media cost: what the focal manufacturer paid for campaigns."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media
from simulator.metrics.journey.media_contacts import CUTS


@METRICS.register("media_cost")
@metric(by=CUTS, additive=CUTS, amount=True)
def media_cost(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did the focal manufacturer pay for campaigns on media?

        Σ cost of contacts

    after the warm-up, to the money step what was paid for campaigns. A campaign's week is told apart by
    cells in proportion to what it would show there, whole contacts or not; ads are paid where they are met.

    Unit: currency
    Source: entries `touchpoint`
    """
    parts, found = Breakdown(ledger, by), contacts_on_media(ledger)
    return parts.answer(parts.total(found.rows, found.cost))
