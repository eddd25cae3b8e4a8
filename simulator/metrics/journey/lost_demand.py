"""Lost demand: needs that did not end with a focal product, by reason."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, NotRecordedError, metric
from simulator.ledger.queries.journeys import own_categories
from simulator.ledger.queries.rows import Rows, rows_of
from simulator.mechanisms.choice.barriers_split import SIXTIETHS

LOSSES = {
    "unaware": "unaware",
    "not_at_hand": "nothing at hand",
    "out_of_stock": "out of stock",
    "message": "message",
    "fit": "fit",
    "dearer": "dearer than remembered",
    "not_worth_it": "not worth its price",
    "rival": "preferred a rival",
    "overtaken": "overtaken",
}
"""To what needs are lost, as the ledger and as people call it."""
NOT_DELIVERED = "not delivered"
"""Told where customers order what is out of stock."""


@METRICS.register("lost_demand", formerly=("unmet_needs",))
@metric(by=("reason",), additive=("reason",), accumulates=True)
def lost_demand(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many needs were not met by the focal manufacturer's products, and to what were they lost?

        unaware                 the product was not known
        nothing at hand         no outlet at hand carried the product
        out of stock            what was wanted was gone
        message                 not all was believed that it delivers, or talk of price was in the ear
        fit                     the outlet lacked what the product asks for, or left doubts
        dearer than remembered  it cost more than is remembered: what was asked before, where prices are kept
                                up with (`reference_talk`), else its list price
        not worth its price     with nothing of this in the way, going without was better
        preferred a rival       with nothing of this in the way, a rival's product was better
        overtaken               a later need of the customer took its place, else it would have found one now
        not delivered           backorders not delivered in these weeks, less deliveries of earlier ones

    In the categories of the focal manufacturer's products, after the warm-up; together with its own sales
    they are all needs. Each need, those met by rivals, too, is decided again with the same luck with each set
    of the first six thought away, and split over these by their Shapley values: a need may count by parts. In
    weeks in which no outlet anywhere carries one of its products there is no price to think of: it was not
    worth it, or a rival's was preferred.

    Unit: needs
    Source: Shapley (1953); waterfall as in Farris et al. (2010), Marketing Metrics; entries `lost_need`
    """
    ordered, delivered = (rows_of(ledger, kind).focal() for kind in ("backorder", "delivery"))
    undelivered = _steps(ordered) - _steps(delivered)
    lost = own_categories(rows_of(ledger, "lost_need"))
    if not len(lost) and ledger.count("reason_not_to_buy"):
        raise NotRecordedError(
            "'lost_demand' was not recorded: an earlier version wrote this ledger; play it again"
        )
    if by is None:
        return float(lost["sixtieths"].sum()) / SIXTIETHS + undelivered
    words = np.asarray([*ledger.words, ""])[lost["reason"]]
    needs = [float(lost["sixtieths"][words == word].sum()) / SIXTIETHS for word in LOSSES]
    labels = list(LOSSES.values())
    if len(ordered) or len(delivered):
        needs, labels = [*needs, undelivered], [*labels, NOT_DELIVERED]
    return pd.Series(needs, index=pd.Index(labels, name=by), dtype=np.float64)


def _steps(sales: Rows) -> float:
    return float(sales["units"].sum())
