"""Covering: the level that covers a random lead time and the week of review, and a safety stock for both.

    y = c μ + z √(c σ² + μ² σ_L²),      c = L + E(delay) + 1,  σ_L² = Var(delay)

The variance of demand in a random number of weeks, lead times and demand being independent. Source: Silver,
Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, ch. 6. If shipments may overtake
each other, the spread is less than σ_L says and the level errs on the safe side: Robinson, Bradley & Thomas
(2001), M&SOM 3(3). With delays of one week at most none overtakes another, and the variance is exact.
"""

from math import sqrt

import numpy as np

from simulator.domain.decisions import OrderingView
from simulator.domain.ordering_columns import OrderingColumns
from simulator.ground.arrays import Floats


def covering(view: OrderingView, mean: float, variance: float, safety: float) -> float:
    """Return the level y [steps] for a week's demand of a mean and a variance, at a safety factor z."""
    covered = view.lead_time_weeks + 1 + view.mean_delay
    return covered * mean + safety * sqrt(covered * variance + mean * mean * view.delay_variance)


def covering_many(
    columns: OrderingColumns, mean: Floats | float, variance: Floats | float, safety: float
) -> Floats:
    """Return the level y of each."""
    covered = columns.lead_time_weeks + 1 + columns.mean_delay
    spread: Floats = np.sqrt(covered * variance + mean * mean * columns.delay_variance)
    levels: Floats = covered * mean + safety * spread
    return levels
