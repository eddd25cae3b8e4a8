"""Autoregressive, AR(1): a week that is above the mean is followed by one that is so in part.

    D_t = μ + ρ (D_{t−1} − μ) + σ √(1 − ρ²) z_t,      D_1 = μ + σ z_1

so that every week alone has mean μ and standard deviation σ, from the first on. Source: Chen, Drezner, Ryan
& Simchi-Levi (2000), Management Science 46(3); Lee, So & Tang (2000), Management Science 46(5).
"""

from math import sqrt
from typing import Annotated

from pydantic import Field

from simulator.base.numerics.elementwise import is_unknown, or_else, where
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("autoregressive")
class Autoregressive(DemandProcess):
    """Want what an autoregressive process of first order says."""

    is_elementwise = True

    mean: Annotated[float, Field(ge=0, le=1e9)]
    """What is wanted in a week on average, μ [units per week]."""
    sd: Annotated[float, Field(ge=0, le=1e9)]
    """Standard deviation of a week's demand, σ, what it has of the week before included [units per week]."""
    correlation: Annotated[float, Field(gt=-1, lt=1)] = 0.5
    """Correlation with the week before, ρ [−1 … 1]."""

    def units(self, view: DemandProcessView) -> float:
        """Return the mean, the part of last week's deviation that stays, and a random shock."""
        fresh = self.sd * sqrt(1.0 - self.correlation * self.correlation)
        luck = view.normal()
        kept = self.correlation * (or_else(view.before, self.mean) - self.mean)
        return where(is_unknown(view.before), self.mean + self.sd * luck, self.mean + kept + fresh * luck)
