"""Media cost: what the focal manufacturer paid for campaigns on media, and for filling lists there."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media, lead_magnets
from simulator.ledger.queries.rows import Numbers, Rows
from simulator.metrics.journey.media_contacts import CUTS

OF_LISTS = tuple(cut for cut in CUTS if cut != "product")
"""By what lead magnets can be told apart: a list is its maker's, and of no product."""


@METRICS.register("media_cost", meant_by=("ad_spend", "marketing_cost"))
@metric(by=CUTS, additive=OF_LISTS, amount=True)
def media_cost(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did the focal manufacturer pay for campaigns on media, and for having people to write to?

        Σ cost of contacts + Σ cost of lead magnets

    after the warm-up, to the money step what was paid for both. A list that has to be filled costs its medium
    what it was filled with (`lead_magnet_cost`), as well as what it costs to write to; by product it is left
    out, as a list is a manufacturer's. A campaign's week is told apart by cells in proportion to what it
    would show there, whole contacts or not; ads are paid where they are met. By seller: what each member of
    the channel that sells media earns of it, as `payment` has it; lead magnets are paid outside the channel.

    Unit: currency
    Source: working and non-working media, Rossiter & Danaher (1998), Advanced Media Planning; entries
    `touchpoint` and `mailing_list`; that lead magnets count is a choice
    """
    parts = Breakdown(ledger, by)
    return parts.answer(paid_for_media(ledger, parts))


def paid_for_media(ledger: Ledger, parts: Breakdown) -> Numbers:
    """Return what each slice of media costs the focal manufacturer [currency]."""
    found = contacts_on_media(ledger)
    paid = parts.total(found.rows, found.cost)
    if parts.by == "product":
        return paid
    given = lead_magnets(ledger)
    if parts.by == "seller":
        outside = np.full(len(given), len(ledger.header.scenario.media))
        given = Rows(ledger.header, {**given.columns, "medium": outside}, "week", "week")
    return paid + parts.total(given, given.money("cost"))
