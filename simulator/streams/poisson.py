"""Poisson: many who each want one unit now and then, independently of each other.

P(D_t = k) = e^(−λ) λ^k / k!
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.shelves import STREAMS
from simulator.domain.stream import DemandStream, StreamView
from simulator.mechanisms.poisson import LARGEST_MEAN, poisson_quantile


@STREAMS.register("poisson")
class Poisson(DemandStream):
    """Want as many units as a Poisson distribution says."""

    mean: Annotated[float, Field(ge=0, le=100_000)]
    """What is wanted in a week on average, λ [units per week]."""

    def units(self, view: StreamView) -> float:
        """Return a Poisson number; of a large mean, the sum of several, which is Poisson too."""
        parts = int(self.mean / LARGEST_MEAN) + 1
        return float(sum(poisson_quantile(view.luck(part), self.mean / parts) for part in range(parts)))
