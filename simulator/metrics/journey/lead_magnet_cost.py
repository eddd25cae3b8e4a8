"""Lead magnet cost: what was given to customers for joining mailing lists."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import lead_magnets
from simulator.metrics.journey.media_cost import OF_LISTS


@METRICS.register("lead_magnet_cost")
@metric(by=OF_LISTS, additive=OF_LISTS, amount=True)
def lead_magnet_cost(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did gifts for joining the focal manufacturer's mailing lists cost?

        Σ joined · cost of the lead magnet

    after the warm-up, for the sake of it or not, to the money step what was paid; a part of `media_cost`.

    Unit: currency
    Source: entries `mailing_list`
    """
    parts, given = Breakdown(ledger, by), lead_magnets(ledger)
    return parts.answer(parts.total(given, given.money("cost")))
