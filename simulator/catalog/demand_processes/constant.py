"""Constant: the same every week.

D_t = μ
"""

from typing import Annotated

import numpy as np
from pydantic import Field

from simulator.base.arrays import Floats
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessColumns, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("constant")
class Constant(DemandProcess):
    """Want the same every week."""

    mean: Annotated[float, Field(ge=0, le=1e9)]
    """What is wanted in a week, μ [units per week]."""

    def units(self, view: DemandProcessView) -> float:
        """Return the mean."""
        del view
        return self.mean

    def units_many(self, columns: DemandProcessColumns) -> Floats:
        """Return `units` of each."""
        return np.full(len(columns), self.mean)
