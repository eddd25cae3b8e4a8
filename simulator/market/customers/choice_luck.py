"""Choice luck: what customers happen to like this time, in columns, as `Customer.shocks`.

    luck = σ · max_copies (ln w + crowding + ζ_outer + λ₁ ζ_inner + λ₂ ε)

Everything is keyed: one more outlet changes no one else's luck, and second choice, waiting and what would
have been wanted are ranked by one and the same draw.
"""

from functools import reduce

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.mechanisms.choice.nests import (
    Copies,
    Nests,
    NestWorths,
    copies,
    crowding_term,
    worths,
)

type Weighed = tuple[Copies, NestWorths]
"""What is weighed, copy by copy, and what its nests are worth."""


def crowded(
    nests: Nests, shocks: list[Floats], row: Integers, number: Integers, cell: Integers, value: Floats
) -> tuple[Floats, Weighed | None]:
    """Return the luck of pairs, the better of their copies, with what crowding takes [units of luck].

    *value* is V / σ of the pairs, which are all that is weighed; *cell* has one value a customer. What the
    nests are worth is returned too, if it had to be worked out.
    """
    if nests.crowding == 0.0 and len(shocks) == 1:
        return shocks[0], None
    taken = np.concatenate([np.full(len(row), branch.log_weight) for branch in nests.branches])
    weighed = None
    if nests.crowding > 0.0:
        tree = copies(nests, row, number, cell)
        weighed = tree, worths(tree, value, nests.crowding)
        taken = taken + crowding_term(*weighed)
    parts = taken.reshape(len(shocks), -1)
    return reduce(np.maximum, (part + shock for part, shock in zip(parts, shocks, strict=True))), weighed


def uncrowded(nests: Nests, shocks: list[Floats]) -> Floats:
    """Return the luck of pairs, the better of their copies, as if nothing crowded them [units of luck]."""
    copies = (branch.log_weight + shock for branch, shock in zip(nests.branches, shocks, strict=True))
    return reduce(np.maximum, copies)


def luck_of_one(
    nests: Nests, cell: int, numbers: list[int], shocks: list[tuple[float, ...]], values: list[float]
) -> list[float]:
    """Return the same for one customer of a cell: number, shocks and V / σ of all that it weighs."""
    if len(nests.branches) == 1 and (nests.crowding == 0.0 or len(numbers) < 2):  # nothing is crowded
        return [own[0] for own in shocks]
    if not numbers:
        return []
    row, own = np.zeros(len(numbers), dtype=np.int64), list(np.array(shocks, dtype=np.float64).T)
    luck, _ = crowded(nests, own, row, np.array(numbers), np.array([cell]), np.array(values))
    found: list[float] = luck.tolist()
    return found
