"""Safety stock: mean and spread are those of the demand in a random number of weeks."""

from types import SimpleNamespace

import numpy as np
import pytest

from simulator.mechanisms.supply.lead_time_delay import delay_of
from simulator.mechanisms.supply.safety_stock import level_covering_delays

CHANCES = ([], [0.3], [0.0, 1.0], [0.2, 0.1], [0.1, 0.0, 0.25, 0.3])


def covered(lead: int, chances: list[float], mean: float, variance: float) -> tuple[float, float]:
    """Return mean and standard deviation of demand while an order is under way, case by case."""
    first = second = 0.0
    for late, chance in enumerate([1.0 - sum(chances), *chances]):
        weeks = lead + 1 + late
        first += chance * weeks * mean
        second += chance * (weeks * variance + (weeks * mean) ** 2)
    return first, float(np.sqrt(max(0.0, second - first * first)))


@pytest.mark.parametrize("chances", CHANCES)
@pytest.mark.parametrize(("mean", "variance"), [(10.0, 0.0), (0.0, 4.0), (7.5, 7.5)])
def test_the_level_covers_the_mean_and_so_many_spreads(
    chances: list[float], mean: float, variance: float
) -> None:
    """By cases: with each delay its chance, E(D) + z √(E(D²) − E(D)²)."""
    delay, delay_variance = delay_of(chances)
    supply = SimpleNamespace(lead_time_weeks=2, mean_delay=delay, delay_variance=delay_variance)
    expected, spread = covered(2, chances, mean, variance)

    for safety in (0.0, 1.6):
        level = level_covering_delays(supply, mean, variance, safety)
        assert level == pytest.approx(expected + safety * spread, abs=1e-5)
