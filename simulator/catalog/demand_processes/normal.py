"""Normal: independent from week to week, around a mean.

    D_t = max(0, μ + σ z_t),      z_t independent standard normal

Where σ is less than a quarter of μ, what is cut off at zero does not show.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("normal")
class Normal(DemandProcess):
    """Want what a normal distribution says."""

    is_elementwise = True

    mean: Annotated[float, Field(ge=0, le=1e9)]
    """What is wanted in a week on average, μ [units per week]."""
    sd: Annotated[float, Field(ge=0, le=1e9)]
    """Standard deviation of that, σ [units per week]."""

    def units(self, view: DemandProcessView) -> float:
        """Return the mean and a random shock; below zero nothing is wanted."""
        return self.mean + self.sd * view.normal()
