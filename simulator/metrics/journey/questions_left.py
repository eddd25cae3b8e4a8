"""Questions left: what needs still wanted to know of the focal manufacturer's products as it lost them."""

import numpy as np
import pandas as pd

from simulator.domain.journey_entries import STANDS_AT
from simulator.domain.product.question import QUESTIONS
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import own_categories, words_of
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.visits_by_medium import with_places_of_media

_ADDITIVE = ("question", "stage", "medium", "week", "segment", "region", "cell")


@METRICS.register("questions_left")
@metric(by=(*_ADDITIVE, "outlet", "format"), additive=_ADDITIVE, amount=True, stages=True)
def questions_left(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many questions about its products were open to needs that the focal manufacturer lost?

        Σ needs lost that saw offers · questions open about every product that it still sold in their category

    after the warm-up; which they are (question), at which stage they dropped off, by which outlet or kind of
    outlet (format) they had come there, and which medium had made its products known to them. A need counts
    once for each of its questions, whether or not its answer would have sold anything: how many needs that
    would have, `drop_offs` tells under the reason message. Needs that could have had nothing of the
    manufacturer's anywhere are left out.

    Unit: questions
    Source: perceived risk by kinds, Kaplan, Szybillo & Jacoby (1974), J. Applied Psychology 59(3); entries
    `question_left`
    """
    parts = Breakdown(ledger, None if by in ("question", "stage") else by)
    rows = own_categories(rows_of(ledger, "question_left"))
    rows = with_places_of_media(ledger, rows) if by == "medium" else rows
    if by not in ("question", "stage"):
        return parts.answer(parts.total(rows, rows["needs"]))
    words, named = words_of(ledger, rows[by]), QUESTIONS if by == "question" else STANDS_AT
    told = {name: float(rows["needs"][words == name].sum()) for name in named}
    return pd.Series(told, dtype=np.float64).rename_axis(by)
