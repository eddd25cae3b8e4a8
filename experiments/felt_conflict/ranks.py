"""Ranks: whether the index ranks members and worlds alike under other weights and another half intensity."""

from collections.abc import Callable
from copy import copy
from math import nan
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import kendalltau, spearmanr

from experiments.felt_conflict.worlds import DRAW, TERMS
from simulator.domain.conflict.conflict_terms import ConflictTerms
from simulator.ledger.ledger import Ledger
from simulator.metrics.conflict.conflict import measured_index

VARIED = ("weights", "half intensity", "both")
MEASURES = {"τ": kendalltau, "ρ": spearmanr}


def drawn_terms(usual: ConflictTerms) -> dict[str, list[ConflictTerms]]:
    """Return terms of conflict drawn anew: weights, half intensity, or both; the same in every world."""
    draw = np.random.default_rng((DRAW, 2))
    changes = [
        {
            "importance": {issue: float(draw.uniform(0.5, 1.0)) for issue in usual.importance},
            "half_intensity": float(draw.uniform(0.05, 0.2)),
        }
        for _ in range(TERMS)
    ]
    fields = dict(zip(VARIED, (("importance",), ("half_intensity",), tuple(changes[0])), strict=True))
    return {
        varied: [usual.model_copy(update={name: one[name] for name in names}) for one in changes]
        for varied, names in fields.items()
    }


def under(ledger: Ledger, terms: ConflictTerms) -> tuple[float, NDArray[np.float64]]:
    """Return the index under other terms, whole and by member with a stake; what happened stays."""
    header = copy(ledger.header)
    scenario = header.scenario.model_copy(update={"conflict": terms})
    object.__setattr__(header, "scenario", scenario)
    index = measured_index(ledger.excerpt(header, 0, ledger.last_week))
    if index is None:
        return nan, np.zeros(0)
    return index.total, index.members[index.weights > 0.0]


def ranked(ledger: Ledger) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Return how alike members are ranked under other terms, in the mean; and the world's index under each.

    The first index of each list is under the usual terms.
    """
    usual = ledger.header.scenario.conflict
    total, members = under(ledger, usual)
    alike: dict[str, float] = {}
    totals: dict[str, list[float]] = {}
    for varied, terms in drawn_terms(usual).items():
        others = [under(ledger, each) for each in terms]
        totals[varied] = [total, *(whole for whole, _ in others)]
        for name, measure in MEASURES.items():
            found = [likeness(measure, members, each) for _, each in others]
            alike[f"members, {varied}: {name}"] = float(np.mean(found))
    return alike, totals


def likeness(measure: Callable[..., Any], one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how alike two columns rank; not a number where all of one are the same."""
    if min(np.ptp(one), np.ptp(other)) == 0.0:
        return nan
    return float(measure(one, other).statistic)


def of_worlds(totals: pd.DataFrame, measure: str, kept: NDArray[np.bool_]) -> float:
    """Return how alike some worlds are ranked by their indices [worlds × terms], in the mean over terms."""
    usual, *others = totals[kept].to_numpy().T
    return float(np.mean([likeness(MEASURES[measure], usual, other) for other in others]))
