"""Media contacts: how often people met campaigns for the focal manufacturer's products."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media

CUTS = ("medium", "seller", "product", "week", "segment", "region", "cell")


@METRICS.register("media_contacts")
@metric(by=CUTS, additive=CUTS)
def media_contacts(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many contacts did people have with campaigns for the focal manufacturer's products?

        Σ contacts

    on all media, after the warm-up, those included that came of others and cost nothing. What they do is
    another matter: they wear out, carry over and saturate (`mechanisms/communication/media_response.py`). By
    seller: the member of the channel that sells the medium and earns what it costs (`sold_by`), such as the
    marketplace with its listings, or none. At which outlet a contact was met is not told: most are met at
    none, and ads for those that look while they look at several; visits by outlet and medium are entries
    `traffic_source`.

    Unit: contacts
    Source: gross impressions, Rossiter & Danaher (1998), Advanced Media Planning; counts of `touchpoint` and
    `earned_contact`
    """
    parts, found = Breakdown(ledger, by), contacts_on_media(ledger)
    return parts.answer(parts.total(found.rows, found.contacts))
