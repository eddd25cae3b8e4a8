"""Safety stock: the order-up-to level that covers a random lead time, the week of review and a safety stock.

    y = c μ + z √(c σ² + μ² σ_L²),      c = L + E(delay) + 1,  σ_L² = Var(delay)

The variance of demand in a random number of weeks, lead times and demand being independent. Source: Silver,
Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, ch. 6. If shipments may overtake
each other, the spread is less than σ_L says and the level errs on the safe side: Robinson, Bradley & Thomas
(2001), M&SOM 3(3). With delays of one week at most none overtakes another, and the variance is exact.
"""

from typing import Any, Protocol

from simulator.base.numerics.elementwise import root


class Replenishment(Protocol):
    """A replenishment's lead time and delay, as numbers or as columns of many members."""

    @property
    def lead_time_weeks(self) -> Any:
        """Agreed lead time L [weeks]."""

    @property
    def mean_delay(self) -> Any:
        """E(delay) [weeks]."""

    @property
    def delay_variance(self) -> Any:
        """Var(delay) [weeks²]."""


def level_covering_delays[X](supply: Replenishment, mean: X, variance: X, safety: float) -> X:
    """Return the level y [steps] for a week's demand of a mean and a variance, at a safety factor z."""
    covered = supply.lead_time_weeks + 1 + supply.mean_delay
    spread = root(covered * variance + mean * mean * supply.delay_variance)  # type: ignore[operator]
    level: X = covered * mean + safety * spread
    return level
