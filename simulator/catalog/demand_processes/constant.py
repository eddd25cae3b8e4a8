"""Constant: the same every week.

D_t = μ
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("constant")
class Constant(DemandProcess):
    """Want the same every week."""

    is_elementwise = True

    mean: Annotated[float, Field(ge=0, le=1e9)]
    """What is wanted in a week, μ [units per week]."""

    def units(self, view: DemandProcessView) -> float:
        """Return the mean."""
        del view
        return self.mean
