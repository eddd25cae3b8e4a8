"""Pilot effect: relative change in a pilot against its control."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.rows import rows_of

EFFECT = "effect"


@METRICS.register("pilot_effect")
@metric(by=("event",))
def pilot_effect(ledger: Ledger, by: str | None = None) -> MetricValue:
    """By what share did a pilot change what it is judged by, as last read?

        (y₁ / y₀) / (c₁ / c₀) − 1

    y is the metric of the pilot in its own regions, c in the control's, 0 before and 1 since. By event, each
    pilot's; of several, the mean. No pilot, or nothing that could be compared: nan.

    Unit: share of what would have been without it
    Source: difference in differences; Card and Krueger (1994), AER 84(4), 772–793
    """
    read = rows_of(ledger, "trigger_reading")
    read = read.where(np.isin(read["part"], [n for n, word in enumerate(ledger.words) if word == EFFECT]))
    last: dict[str, float] = {}
    for at in np.argsort(read.when, kind="stable"):
        last[ledger.words[read["event"][at]]] = float(read["amount"][at])
    if by is None:
        return sum(last.values()) / len(last) if last else float("nan")
    return pd.Series(last, index=pd.Index(list(last), name=by), dtype=np.float64).sort_index()
