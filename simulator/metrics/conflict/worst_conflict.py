"""Worst conflict: the conflict of the outlet that suffers most."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.metrics.conflict.conflict import by_member, measured_index


@METRICS.register("worst_conflict")
@metric(by=("member",), by_review=True)
def worst_conflict(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How bad is conflict for the independent outlet that suffers most?

        max_i C_i,   C_i = 1 − Π_k (1 − importance_k · frequency_ik · intensity_ik)

    An average hides one burning dyad; this does not. By member, C_i of everybody who has a stake, before
    its weight in `conflict`. Too short for a review: nan. Nobody has a stake: 0.

    Unit: index from 0 to 1
    Source: Magrath and Hardy (1988); equations in `simulator.mechanisms.conflict.conflict_index`
    """
    index = measured_index(ledger)
    if index is None:
        return float("nan") if by is None else pd.Series([], pd.Index([], name=by), dtype=np.float64)
    if by is None:
        return float(index.members[index.weights > 0.0].max(initial=0.0))
    return by_member(ledger.header, index, index.members)
