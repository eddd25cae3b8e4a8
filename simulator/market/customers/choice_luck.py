"""Choice luck: what customers happen to like this time, in columns, as `Customer.shocks`.

    luck = σ · max_copies (ln w + crowding + ζ_outer + λ₁ ζ_inner + λ₂ ε)

Everything is keyed: one more outlet changes no one else's luck, and second choice, waiting and what would
have been wanted are ranked by one and the same draw.
"""

from functools import reduce
from typing import Protocol

import numpy as np

from simulator.base.arrays import Floats, Integers, Words
from simulator.base.keyed_random import uniform
from simulator.base.numerics.portable import gumbel
from simulator.market.state.choice_nests import KeyedNests, LuckKeys
from simulator.mechanisms.choice.nests import (
    Branch,
    Copies,
    Nests,
    NestWorths,
    copies,
    crowding_term,
    numbered,
    worths,
)
from simulator.mechanisms.choice.shared_shock import shared_shock

type Weighed = tuple[Copies, NestWorths]
"""What is weighed, copy by copy, and what its nests are worth."""


class Choosers(Protocol):
    """Some customers, as far as their luck is concerned."""

    @property
    def who(self) -> Integers:
        """Return their rows."""

    @property
    def cell(self) -> Integers:
        """Return the cell of each."""

    def luck(self, purpose: str, what: Words | int = 0, row: Integers | None = None) -> Words:
        """Return their words of this week for a purpose."""


def shocks(
    looking: Choosers, nested: KeyedNests, row: Integers, number: Integers, own: Words
) -> list[Floats]:
    """Return the luck of each pair in each branch, without crowding [units of luck].

    *row* is the customer of each pair, *number* its offer or adviser, *own* the key of it.
    """
    return [
        _branch_shock(looking, branch, keys, row, number, own)
        for branch, keys in zip(nested.nests.branches, nested.keys, strict=True)
    ]


def _branch_shock(
    looking: Choosers, branch: Branch, keys: LuckKeys, row: Integers, number: Integers, own: Words
) -> Floats:
    cell = looking.cell
    inner, outer = branch.inner_dissimilarity.take(cell), branch.outer_dissimilarity.take(cell)
    shock: Floats = gumbel(uniform(looking.luck(keys.own, own, row)))
    shock *= inner.take(row)
    if bool((inner == 1.0).all()):
        return shock
    nest = branch.inner.take(number)
    in_outer = _shared(looking, keys, keys.outer, row, branch.outer.take(nest), outer)
    in_inner = _shared(looking, keys, keys.inner, row, nest, inner / outer)
    return (in_outer + outer.take(row) * in_inner) + shock


def _shared(
    looking: Choosers, keys: LuckKeys, nest_keys: Words, row: Integers, nest: Integers, unlike: Floats
) -> Floats:
    """Return the luck that each pair shares with its nest; each nest of a customer is drawn once."""
    if bool((unlike == 1.0).all()):
        return np.zeros(len(row))
    nests = len(nest_keys)
    code = row * nests + nest
    number, found = numbered(code, len(looking.who) * nests)
    customer = found // nests
    alike = np.flatnonzero(unlike.take(customer) < 1.0)
    who, key = customer.take(alike), nest_keys.take(found.take(alike) % nests)
    angle, size = (uniform(looking.luck(f"{keys.shared} {part}", key, who)) for part in ("angle", "size"))
    drawn = np.zeros(len(found))
    drawn[alike] = shared_shock(angle, size, unlike.take(who))
    return drawn.take(number.take(code))


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
