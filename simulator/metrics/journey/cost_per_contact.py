"""Cost per contact: what a contact on media cost, paid for or passed on."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media
from simulator.metrics.journey.media_cost import paid_for_media


@METRICS.register("cost_per_contact")
@metric(by=("medium", "seller", "product", "week", "segment", "region", "cell"))
def cost_per_contact(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How much did a contact with campaigns for the focal manufacturer's products cost?

        media cost (`media_cost`) / contacts (`media_contacts`)

    after the warm-up; contacts that others passed on count and cost nothing, so a medium on which that
    happens is cheaper than its price, and one with lists costs what they were filled with, besides, so that
    a mail is dear until many were sent. No contact at all: nan; infinite, where a list cost something.

    Unit: currency per contact
    Source: cost per thousand, by one: Rossiter & Danaher (1998), Advanced Media Planning
    """
    parts, found = Breakdown(ledger, by), contacts_on_media(ledger)
    met = parts.total(found.rows, found.contacts)
    return parts.ratio_of_sums(paid_for_media(ledger, parts), met)
