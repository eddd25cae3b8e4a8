"""Poisson: many who each want one unit now and then, independently of each other.

P(D_t = k) = e^(−λ) λ^k / k!
"""

from typing import Annotated

import numpy as np
from pydantic import Field

from simulator.base.arrays import Floats
from simulator.base.numerics.poisson_quantile import LARGEST_MEAN, poisson_quantile
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessColumns, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("poisson")
class Poisson(DemandProcess):
    """Want as many units as a Poisson distribution says."""

    mean: Annotated[float, Field(ge=0, le=100_000)]
    """What is wanted in a week on average, λ [units per week]."""

    def units(self, view: DemandProcessView) -> float:
        """Return a Poisson number; of a large mean, the sum of several, which is Poisson too."""
        parts = int(self.mean / LARGEST_MEAN) + 1
        return float(sum(poisson_quantile(view.luck(part), self.mean / parts) for part in range(parts)))

    def units_many(self, columns: DemandProcessColumns) -> Floats:
        """Return `units` of each."""
        parts = int(self.mean / LARGEST_MEAN) + 1
        units = np.zeros(len(columns))
        for part in range(parts):
            units += poisson_quantile(columns.luck(part), self.mean / parts)
        return units
