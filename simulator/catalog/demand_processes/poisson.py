"""Poisson demand: many independent buyers, each of one unit now and then.

P(D_t = k) = e^(−λ) λ^k / k!
"""

from typing import Annotated

from pydantic import Field

from simulator.base.numerics.poisson_quantile import LARGEST_MEAN, poisson_quantile
from simulator.base.summation import total
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("poisson")
class Poisson(DemandProcess):
    """Want as many units as a Poisson distribution says."""

    is_elementwise = True

    mean: Annotated[float, Field(ge=0, le=100_000)]
    """What is wanted in a week on average, λ [units per week]."""

    def units(self, view: DemandProcessView) -> float:
        """Return a Poisson number; of a large mean, the sum of several, which is Poisson too."""
        parts = int(self.mean / LARGEST_MEAN) + 1
        return total(poisson_quantile(view.luck(part), self.mean / parts) for part in range(parts))
