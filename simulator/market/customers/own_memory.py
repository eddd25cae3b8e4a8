"""Own memory: what customers remember of each product, and the luck of the units that they had.

Numbers are kept in 32 bits; one customer's are rounded as columns are.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Integers, Words
from simulator.base.keyed_random import KeyedRandom, uniform
from simulator.base.numerics.portable import normal_quantile
from simulator.market.state.utility_terms import TIMES_FAILED, TIMES_HAD

type Own = dict[str, NDArray[np.float32]]
"""[N, P] by name."""


class OwnMemory(dict[tuple[str, int], float]):
    """What one customer remembers of products, by name and product; first values of what it never had."""

    def __init__(self, first: dict[str, float]) -> None:
        super().__init__()
        self.first = first

    def __missing__(self, key: tuple[str, int]) -> float:
        return 0.0 if key[0] == TIMES_FAILED else self.first[key[0]]

    def keep(self, name: str, product: int, value: float) -> None:
        """Remember a number in 32 bits."""
        self[name, product] = np.float32(value).item()


class OwnColumns:
    """What the customers of some rows remember, by name and the product of each row."""

    def __init__(self, own: Own, who: Integers) -> None:
        self._own, self._who = own, who

    def __getitem__(self, key: tuple[str, Integers]) -> Any:
        name, product = key
        if name == TIMES_FAILED and name not in self._own:
            return 0.0
        found: Floats = self._own[name][self._who, product].astype(np.float64)
        return found


def own_columns(first: dict[str, float], customers: int, products: int) -> Own:
    """Return what is remembered before the first purchase."""
    return {name: np.full((customers, products), value, np.float32) for name, value in first.items()}


def unit_luck(dice: KeyedRandom, key: Words, product_key: Words, times_had: Floats) -> Floats:
    """Return the luck of the next unit that each customer has of a product, a standard normal draw.

    Keyed by how often it had the product before: whenever it buys, its n-th unit is the same one.
    """
    words = dice.words("unit", times_had.astype(np.int64), key, product_key)
    return normal_quantile(uniform(words))


def keep(
    found: dict[str, Any], memory: dict[str, Any], own: OwnMemory, product: int, times: str = TIMES_HAD
) -> None:
    """Let one customer remember what it found, of the product that it took and otherwise.

    *times*: whether it has had the product once more, or seen it fail.
    """
    for name, value in found.items():
        if name in own.first:
            own.keep(name, product, value)
        else:
            memory[name] = value
    if times in own.first:
        own.keep(times, product, own[times, product] + 1.0)
