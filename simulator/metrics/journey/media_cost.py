"""Media cost: what the focal manufacturer paid for campaigns."""

from simulator.base.summation import total
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media, paid_for_campaigns


@METRICS.register("media_cost")
@metric(by=("medium", "product", "week", "segment", "region", "cell"), amount=True, accumulates=True)
def media_cost(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did the focal manufacturer pay for campaigns on media?

        Σ paid for campaigns

    after the warm-up. Apart, a week's payments stand where contacts were paid for, by contacts times the
    medium's cost per contact. These parts sum to the whole, but for a week whose budgets were too small for
    a single contact: what that cost belongs to no part.

    Unit: currency
    Source: payments for campaigns
    """
    parts = Breakdown(ledger, by)
    if by is None:
        paid = paid_for_campaigns(ledger)
        focal = ledger.header.code(ledger.header.scenario.focal_maker)
        return float(total(paid.money("amount")[paid.who == focal].tolist()))
    found = contacts_on_media(ledger)
    return parts.answer(parts.total(found.rows, found.cost))
