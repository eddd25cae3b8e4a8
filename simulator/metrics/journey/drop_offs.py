"""Drop-offs: needs that left without a focal product, by stage, outlet, medium and reason."""

import numpy as np
import pandas as pd

from simulator.domain.journey_entries import STANDS_AT
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import Words, own_categories, words_of
from simulator.ledger.queries.rows import Numbers, rows_of
from simulator.ledger.queries.visits_by_medium import cancelled_by_medium, with_places_of_media
from simulator.mechanisms.choice.barriers_split import SIXTIETHS
from simulator.metrics.journey.lost_demand import LOSSES

_ADDITIVE = ("stage", "medium", "reason", "week", "segment", "region", "cell")
CANCELLED = "order cancelled"


@METRICS.register("drop_offs")
@metric(by=(*_ADDITIVE, "outlet", "format"), additive=_ADDITIVE, amount=True, stages=True)
def drop_offs(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many needs left without the focal manufacturer's products, from which stage and outlet, and why?

        Σ needs lost, by stage and outlet at which they stood, + Σ its orders that were cancelled

    in the categories of the focal manufacturer's products, after the warm-up; reasons are those of
    `lost_demand`, split for each need by Shapley values. A need that took or ordered a rival's product left
    as it was deciding. By outlet or kind of outlet (format): the one that had brought the need to its stage;
    where none had, as no offer was seen, it is not told. By medium: the one that made the manufacturer's
    products known to the need, or no medium, as it knew one by itself, or none (`traffic`). Orders leave from
    their outlet, as they are cancelled.

    Unit: needs
    Source: Shapley (1953); funnel drop-off, Farris et al. (2010), Marketing Metrics; entries `drop_off` and
    `cancellation_source`
    """
    parts = Breakdown(ledger, None if by in ("stage", "reason") else by)
    lost, gone = own_categories(rows_of(ledger, "drop_off")), rows_of(ledger, "withdrawal").focal()
    needs = lost["sixtieths"] / SIXTIETHS
    if by == "stage":
        told = _told(words_of(ledger, lost["stage"]), needs, STANDS_AT)
        return pd.Series({**told, "ordered": float(gone["units"].sum())}, dtype=np.float64).rename_axis(by)
    if by == "reason":
        told = _told(words_of(ledger, lost["reason"]), needs, tuple(LOSSES))
        named = {LOSSES[word]: lost_to for word, lost_to in told.items()}
        return pd.Series({**named, CANCELLED: float(gone["units"].sum())}, dtype=np.float64).rename_axis(by)
    if by == "medium":
        lost, gone = with_places_of_media(ledger, lost), cancelled_by_medium(ledger)
    return parts.answer(parts.total(lost, needs) + parts.total(gone, gone["units"]))


def _told(words: Words, needs: Numbers, parts: tuple[str, ...]) -> dict[str, float]:
    """Return how many needs stand under each of some words."""
    return {word: float(needs[words == word].sum()) for word in parts}
