"""Funnel: share of needs that reach each stage."""

import numpy as np
import pandas as pd

from simulator.domain.journey_entries import AFTERWARDS
from simulator.domain.ledger_entries import STAGES
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.journeys import own_categories, places_of, words_of
from simulator.ledger.queries.rows import Numbers, rows_of

OWN = ("customer", "retained")
"""Further stages, of the focal manufacturer's products."""


@METRICS.register("funnel")
@metric(by=("stage", "outlet", "format"), stages=("outlet", "format"))
def funnel(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the needs that arose came as far as each stage, for any maker's product?

        customers who came to a stage / customers with a need

    in the categories of the focal manufacturer's products, after the warm-up. Stages: a need arose; a
    product was known; an offer was at hand; one was preferred to buying nothing; one was had. Without a
    cut: the last. No need at all: nan. Where the ledger tells stages two more: the focal manufacturer's
    product was had (customer); and its customer bought of it again within the usual interval (retained), as
    far as that has come to pass. By outlet or kind of outlet (format), where it tells stages:

        needs that were met there / needs that came there from elsewhere

    for a need stands at the outlet that brought it to its stage, as it had the best offer that was seen or
    preferred. Needs that came within the warm-up and were met after it count above alone.

    Unit: share of needs
    Source: hierarchy of effects, Lavidge and Steiner (1961); counts of `stage_flow` and `stage_transition`
    """
    if by in ("outlet", "format"):
        return met_of_those_that_came(ledger, by)
    names: tuple[str, ...] = STAGES
    came_to = stages(ledger)
    if by is None:
        return float(came_to[-1] / came_to[0]) if came_to[0] else float("nan")
    if ledger.header.scenario.stages:
        names, came_to = (*STAGES, *OWN), np.append(came_to, came_to_own(ledger))
    shares = came_to / came_to[0] if came_to[0] else np.full(len(names), np.nan)
    return pd.Series(shares, index=pd.Index(names, name=by), dtype=np.float64)


def stages(ledger: Ledger) -> Numbers:
    """Return how many customers came to each stage, in categories in which the focal manufacturer sells."""
    flow = own_categories(rows_of(ledger, "stage_flow"))
    stage = np.array([STAGES.index(word) if word in STAGES else -1 for word in ledger.words], dtype=np.intp)
    at = stage[flow["stage"]] if len(flow) else np.zeros(0, dtype=np.intp)
    return np.bincount(at, flow["customers"], minlength=len(STAGES)).astype(np.float64)


def came_to_own(ledger: Ledger) -> Numbers:
    """Return how many needs the focal manufacturer met, and how many purchases another one followed."""
    steps = own_categories(rows_of(ledger, "stage_transition"))
    then = words_of(ledger, steps["next_stage"])
    return np.array([steps["needs"][then == name].sum() for name in OWN], dtype=np.float64)


def met_of_those_that_came(ledger: Ledger, by: str) -> MetricValue:
    """Return how many of the needs that came to a place, from elsewhere or nowhere, were met there."""
    parts = Breakdown(ledger, by)
    steps = own_categories(rows_of(ledger, "stage_transition", who="next_outlet"))
    here, before = (places_of(ledger.header, steps[name], by) for name in ("next_outlet", "outlet"))
    ends = words_of(ledger, steps["next_stage"])
    came = steps.where((here != before) & ~np.isin(ends, AFTERWARDS))
    met = steps.where((ends == "customer") | (ends == "rivals"))
    return parts.answer(ratio(parts.total(met, met["needs"]), parts.total(came, came["needs"])))
