"""Markets of the textbook, as in `experiments/validation`, played under many seeds and held to targets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from experiments.validation._markets import (
    PLENTY,
    REST,
    STEP,
    measured,
    plain_market,
    responding,
    shops,
)
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario

__all__ = ["PLENTY", "STEP", "measured", "plain_market", "responding", "shops"]

SEEDS, FRESH_SEEDS = range(1, 31), range(31, 61)


@dataclass(frozen=True)
class Found:
    """What the last weeks of some runs show, one row a seed."""

    names: tuple[str, ...]
    rows: np.ndarray

    def mean(self, name: str) -> float:
        """Return the mean over seeds."""
        return float(self.rows[:, self.names.index(name)].mean())

    def error(self, name: str) -> float:
        """Return the standard error of the mean over seeds."""
        column = self.rows[:, self.names.index(name)]
        return float(column.std(ddof=1) / np.sqrt(len(column)))


def played(scenario: Scenario, watched: int, seeds: Iterable[int] = SEEDS) -> Found:
    """Play a market under each seed and measure its last weeks."""
    rows = [measured(simulate(scenario, seed), watched) for seed in seeds]
    return Found(tuple(rows[0]), np.array([list(row.values()) for row in rows]))


def is_met(found: Found, name: str, target: float) -> bool:
    """Say whether a mean is within 3.5 standard errors of its target, and those within 1 % of it.

    What hardly varies from seed to seed is held to 0.003 %: rules have come to 0.001 % by then, a little less
    where what was drawn makes them slow. What mutants do to it is ten times that and more.
    """
    error = found.error(name)
    is_close = abs(found.mean(name) - target) <= max(3.5 * error, 3 * REST * abs(target))
    return is_close and error <= 0.01 * abs(target)


def missed(
    play: Callable[[Iterable[int]], Found], targets: dict[str, float], seeds: Iterable[int] = SEEDS
) -> str:
    """Return which targets a market misses, and by how much; nothing if it meets them all.

    What is missed under the first seeds is asked again of as many fresh ones: of dozens of targets one is
    missed by chance now and then, and hardly ever twice. A bias is missed both times.
    """
    found = play(seeds)
    open_still = {name: target for name, target in targets.items() if not is_met(found, name, target)}
    if open_still:
        found = play(FRESH_SEEDS)
        open_still = {name: target for name, target in open_still.items() if not is_met(found, name, target)}
    return told(found, open_still)


def told(found: Found, targets: dict[str, float]) -> str:
    """Return what was found beside what was to be."""
    return "\n".join(
        f"{name}: {found.mean(name):.6g} ± {found.error(name):.2g}, target {target:.6g}"
        for name, target in targets.items()
    )
