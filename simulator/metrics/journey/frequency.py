"""Frequency: how often people that campaigns reach meet them."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media
from simulator.metrics.journey.reach import people_reached


@METRICS.register("frequency")
@metric(by=("medium", "product", "week", "segment", "region", "cell"))
def frequency(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How often did people meet campaigns for the focal manufacturer's products, if they met any?

        Σ contacts / Σ people (1 − e^(−contacts / people))

    over cells, with the contacts of all weeks after the warm-up, or of a week, medium or product alone; with
    `reach`, times all people, it makes the contacts. Assumes what `reach` assumes. Nobody reached: nan.

    Unit: contacts per person reached
    Source: average frequency, Rossiter & Danaher (1998), Advanced Media Planning; Poisson form
    """
    parts, found = Breakdown(ledger, by), contacts_on_media(ledger)
    return parts.ratio_of_sums(parts.total(found.rows, found.contacts), people_reached(parts, found))
