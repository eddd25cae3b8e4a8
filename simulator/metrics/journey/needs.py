"""Needs: how many arose, and what became of them, in categories in which the focal manufacturer sells."""

import numpy as np
import pandas as pd

from simulator.domain.ledger_entries import NEED_FLOWS
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.journeys import own_categories
from simulator.ledger.queries.rows import rows_of

OUTCOMES = ("met", "given up", "overtaken", "cancelled", "open")
"""What a need that arose comes to."""


@METRICS.register("needs")
@metric(by=("outcome",), additive=("outcome",), accumulates=True)
def needs(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many needs arose, for any maker's product, and what became of them?

        met         something was bought, or an order was delivered
        given up    nothing was found while it lasted
        overtaken   the next need of the category took its place
        cancelled   an order was waited for and came to nothing
        open        still looking, or waiting for an order, when the run ends; less those open at its start

    In the categories of the focal manufacturer's products, after the warm-up: together they are all that
    arose, which is what is told without a cut.

    Unit: needs
    Source: counts of `need_flow`
    """
    count = needs_by_outcome(ledger)
    if by is None:
        return count["arisen"]
    over = [count[outcome.replace(" ", "_")] for outcome in OUTCOMES[:-1]]
    values = [*over, count["arisen"] - sum(over)]
    return pd.Series(values, index=pd.Index(OUTCOMES, name=by), dtype=np.float64)


def needs_by_outcome(ledger: Ledger) -> dict[str, float]:
    """Return how many needs each outcome was counted for, after the warm-up [needs, by outcome]."""
    rows = own_categories(rows_of(ledger, "need_flow"))
    words = np.asarray([*ledger.words, ""])[rows["outcome"]]
    return {name: float(rows["needs"][words == name].sum()) for name in NEED_FLOWS}
