"""Own rates: how often each customer needs each category, and how easily it leaves it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Words
from simulator.base.keyed_random import KeyedRandom, uniform
from simulator.base.numerics.gamma_draw import beta_draws, gamma_draws
from simulator.market.state.choice_tables import RunTables


@dataclass(frozen=True)
class OwnRates:
    """Drawn once for each customer; without columns where all customers of a segment are alike."""

    rate: NDArray[np.float32]
    """[N, Q] multiple of the segment's rate of needs, with mean one; [N, 0] where none differ."""
    leaving: NDArray[np.float32]
    """[N, Q] chance of leaving a category after a purchase; [N, 0] where no customer leaves any [share]."""


def own_rates(tables: RunTables, key: Words, cell: NDArray[np.int32], dice: KeyedRandom) -> OwnRates:
    """Draw the rates of all customers."""
    needs, categories = tables.needs, range(len(tables.categories))
    differs = bool(np.isfinite(needs.rate_shape).any())
    rate = np.ones((len(key), len(categories) if differs else 0), dtype=np.float32)
    leaving = np.zeros((len(key), len(categories) if needs.any_leave else 0), dtype=np.float32)
    for category in categories:
        for number in range(len(tables.cells)):
            some = np.flatnonzero(cell == number)
            shape, leaves = float(needs.rate_shape[category, number]), needs.leaving[category][number]
            drawn = _Drawn(dice, tables.categories[category], key[some])
            if np.isfinite(shape):
                rate[some, category] = drawn.rates(shape)
            if leaves is not None:
                leaving[some, category] = drawn.leaving(leaves.alpha, leaves.beta)
    return OwnRates(rate, leaving)


@dataclass(frozen=True)
class _Drawn:
    dice: KeyedRandom
    category: str
    key: Words

    def rates(self, shape: float) -> Floats:
        def ranks(number: int) -> Floats:
            return uniform(self.dice.words(f"own rate {self.category}", -1, self.key, number + 1))

        return gamma_draws(shape, ranks) / shape

    def leaving(self, alpha: float, beta: float) -> Floats:
        def leaves(number: int) -> Floats:
            return uniform(self.dice.words(f"own leaving {self.category}", -1, self.key, number + 1))

        def stays(number: int) -> Floats:
            return uniform(self.dice.words(f"own staying {self.category}", -1, self.key, number + 1))

        return beta_draws(alpha, beta, (leaves, stays))
