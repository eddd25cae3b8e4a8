"""In process: needs that are on their way at the end, stage by stage."""

import numpy as np
import pandas as pd

from simulator.domain.journey_entries import STANDS_AT
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import own_categories, words_of
from simulator.ledger.queries.rows import all_rows, window

_ADDITIVE = ("stage", "segment", "region", "cell")


@METRICS.register("in_process")
@metric(by=(*_ADDITIVE, "outlet", "format", "week"), additive=_ADDITIVE, amount=True, stages=True)
def in_process(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many needs, for any maker's product, are on their way at the end of the run, and how far?

        needs in stage at the last week's end; by week, at the end of each

    in the categories of the focal manufacturer's products. Stages: no product was known yet; one was; an
    offer was seen; one was preferred to going without, but not had; an order is waited for. Purchases of
    which nothing more has become yet are not among them (`bought_again`). By outlet or kind
    of outlet (format): of those that one brought to their stage. Where no need lasts there are none.

    Unit: needs
    Source: sales pipeline by stage, Farris et al. (2010), Marketing Metrics; entries `in_stage`
    """
    parts = Breakdown(ledger, None if by == "stage" else by)
    first, last = window(ledger)
    rows = own_categories(all_rows(ledger, "in_stage"))
    rows = rows.where(np.isin(words_of(ledger, rows["stage"]), STANDS_AT))
    rows = rows.between(first if by == "week" else max(first, last), last)
    if by != "stage":
        return parts.answer(parts.total(rows, rows["needs"]))
    words = words_of(ledger, rows["stage"])
    needs = [float(rows["needs"][words == stage].sum()) for stage in STANDS_AT]
    return pd.Series(needs, index=pd.Index(STANDS_AT, name=by), dtype=np.float64)
