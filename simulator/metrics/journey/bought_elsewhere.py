"""Bought elsewhere: units that one kind of outlet advised on and another outlet sold."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import places_of
from simulator.ledger.queries.rows import rows_of

_ADDITIVE = ("dyad", "week", "product", "segment", "region", "cell")


@METRICS.register("bought_elsewhere")
@metric(by=_ADDITIVE, additive=_ADDITIVE, amount=True)
def bought_elsewhere(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did customers buy at another outlet than the one that had advised them, and where?

        Σ units sold by another outlet than the adviser

    of the focal manufacturer's products, after the warm-up. By dyad: kind of outlet (format) that advised →
    kind that sold. From a shop to one at a distance it is showrooming, the other way webrooming; both may be
    of one kind. Shares of either side: `advised_elsewhere`, `sold_on_advice_of_others`.

    Unit: units
    Source: Gensler, Neslin & Verhoef (2017), Journal of Interactive Marketing 38; Verhoef, Kannan & Inman
    (2015), Journal of Retailing 91(2); entries `sale`
    """
    sold = rows_of(ledger, "sale").focal()
    sold = sold.where((sold["adviser"] != NOBODY_CODE) & (sold["adviser"] != sold["outlet"]))
    if by != "dyad":
        parts = Breakdown(ledger, by, ledger.header.focal_sellers)
        return parts.answer(parts.total(sold, sold.units))
    advised, sells = (places_of(ledger.header, sold[name], "format") for name in ("adviser", "outlet"))
    told = [f"{one} → {other}" for one, other in zip(advised, sells, strict=True)]
    dyads, place = np.unique(np.asarray(told, dtype=str), return_inverse=True)
    units = np.bincount(place, sold.units, minlength=len(dyads))
    return pd.Series(units, index=pd.Index(dyads.tolist(), name=by, dtype=object), dtype=np.float64)
