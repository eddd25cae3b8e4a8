"""Cost per contact: what a contact on media cost, paid for or passed on."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.contacts_on_media import contacts_on_media


@METRICS.register("cost_per_contact")
@metric(by=("medium", "product", "week", "segment", "region", "cell"))
def cost_per_contact(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did a contact with campaigns for the focal manufacturer's products cost?

        Σ paid for contacts / Σ contacts

    after the warm-up; contacts that others passed on count and cost nothing, so a medium on which that
    happens is cheaper than its price. No contact at all: nan.

    Unit: currency per contact
    Source: cost per thousand, by one: Rossiter & Danaher (1998), Advanced Media Planning
    """
    parts, found = Breakdown(ledger, by), contacts_on_media(ledger)
    paid, met = parts.total(found.rows, found.cost), parts.total(found.rows, found.contacts)
    return parts.answer(ratio(paid, met))
