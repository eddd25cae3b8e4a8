"""Funnel: share of needs that reach each stage."""

import numpy as np
import pandas as pd

from simulator.domain.ledger_entries import STAGES
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.rows import Numbers, Rows, rows_of


@METRICS.register("funnel")
@metric(by=("stage",))
def funnel(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the needs that arose came as far as each stage, for any maker's product?

        customers who came to a stage / customers with a need

    in the categories of the focal manufacturer's products, after the warm-up. Stages: a need arose; a
    product was known; an offer was at hand; one was preferred to buying nothing; one was had. Without a
    cut: the last. No need at all: nan.

    Unit: share of needs
    Source: hierarchy of effects, Lavidge and Steiner (1961); counts of `stage_flow`
    """
    came_to = stages(ledger)
    shares = came_to / came_to[0] if came_to[0] else np.full(len(STAGES), np.nan)
    if by is None:
        return float(shares[-1])
    return pd.Series(shares, index=pd.Index(STAGES, name=by), dtype=np.float64)


def stages(ledger: Ledger) -> Numbers:
    """Return how many customers came to each stage, in categories in which the focal manufacturer sells."""
    flow = own_categories(rows_of(ledger, "stage_flow"))
    stage = np.array([STAGES.index(word) if word in STAGES else -1 for word in ledger.words], dtype=np.intp)
    at = stage[flow["stage"]] if len(flow) else np.zeros(0, dtype=np.intp)
    return np.bincount(at, flow["customers"], minlength=len(STAGES)).astype(np.float64)


def own_categories(rows: Rows) -> Rows:
    """Return the rows about categories in which the focal manufacturer sells."""
    header = rows.header
    focal = zip(header.products, header.focal_products[:-1].tolist(), strict=True)
    own = {header.scenario.products[name].category for name, is_own in focal if is_own}
    categories = np.array([category in own for category in header.categories] + [False])
    return rows.where(categories[rows["category"]])
