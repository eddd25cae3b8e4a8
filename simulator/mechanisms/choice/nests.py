"""Nests: in which respects the offers of a choice are alike, and what sets of alike offers are worth.

An offer lies in an inner nest, the inner in an outer one (with the product first: offers of one product at
one kind of outlet, in all offers of the product). λ₂ ≤ λ₁ say how unlike the offers of each are, and with
v = V / σ + ln w

    I_k = λ₂ ln Σ_{o∈k} e^{v_o/λ₂}        X_k = I_k
    I_g = λ₁ ln Σ_{k∈g} e^{X_k/λ₁}        Z_g = I_g        D = 1 + Σ_g e^{Z_g}
    s_o = e^{(v_o − I_k)/λ₂} · e^{(X_k − I_g)/λ₁} · e^{Z_g} / D

Where neither product nor kind comes first, every offer has two copies, one in the nest of its product with
weight w and one in that of its kind with 1 − w, and the better copy counts: D sums over both.

Crowding κ takes out what more of the same adds to luck. One term common to all offers of a product stands in
their utility: with the product first Z_g = I_g at (1 − κ) λ₁ and (1 − κ) λ₂, with the kind first X_k = I_k at
(1 − κ) λ₂. Of n clones it takes κ λ ln n, for a hopeless one more next to nothing, and one more never makes
a product sell less.

Assumes: 0 < λ₂ ≤ λ₁ ≤ 1, which makes it a random utility.
Source: McFadden (1978); Ben-Akiva & Bierlaire (1999) for copies; the idea of crowding, Ackerberg & Rysman
(2005), RAND J. Econ. 36:771.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.elementwise import at_once, parts
from simulator.base.numerics.portable import exp, log
from simulator.mechanisms.choice.inclusive_values import inclusive, inclusive_at, inclusive_of_each

COPIES_AT_ONCE = 4096
"""Of so many copies at most several values are worked out in one go: of more, one by one takes less time."""

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Branch:
    """One way in which offers are alike, as a tree of nests over all offers by number."""

    log_weight: float
    """ln w of the copies in it."""
    inner: Integers
    """[offers] inner nest of each offer."""
    outer: Integers
    """[inner nests] outer nest of each."""
    inner_dissimilarity: Floats
    """[C] λ₂."""
    outer_dissimilarity: Floats
    """[C] λ₁."""
    crowds_inside: bool
    """Whether a product's offers are an inner nest, rather than an outer one."""

    def dissimilarities(self, cell: int) -> tuple[float, float]:
        """Return λ₂ and λ₁ of a cell."""
        return float(self.inner_dissimilarity[cell]), float(self.outer_dissimilarity[cell])

    @cached_property
    def outer_nests(self) -> int:
        """Return how many outer nests there are."""
        return int(self.outer.max(initial=-1)) + 1

    @cached_property
    def is_one_to_one(self) -> bool:
        """Say whether every outer nest holds one inner nest, that of its own number."""
        return bool((self.outer == np.arange(len(self.outer))).all())


@dataclass(frozen=True)
class Nests:
    """All branches, and how far crowding takes out what more of the same adds."""

    branches: tuple[Branch, ...]
    crowding: float
    """κ [share]."""

    @property
    def is_flat(self) -> bool:
        """Say whether offers are alike in nothing: each has luck of its own, as in the flat logit."""
        return (
            len(self.branches) == 1
            and self.crowding == 0.0
            and all(
                bool((unlike == 1.0).all())
                for branch in self.branches
                for unlike in (branch.inner_dissimilarity, branch.outer_dissimilarity)
            )
        )


@dataclass(frozen=True)
class Copies:
    """Offers that some customers consider, copy by copy, and the nests that they lie in."""

    pair: Integers
    """Pair, an offer that a customer considers, of each copy."""
    log_weight: Floats
    """ln w of each copy."""
    inner: Integers
    """Inner nest of each copy."""
    outer: Integers
    """[inner nests] outer nest of each."""
    row: Integers
    """[outer nests] customer of each."""
    inner_dissimilarity: Floats
    """[inner nests]"""
    outer_dissimilarity: Floats
    """[outer nests]"""
    crowds_inside: Flags
    """[outer nests]"""
    rows: int


@dataclass(frozen=True)
class NestWorths:
    """What the nests of some copies are worth [units of luck]."""

    inner: Floats
    """[inner nests] I_k."""
    upper: Floats
    """[inner nests] X_k."""
    outer: Floats
    """[outer nests] I_g."""
    outside: Floats
    """[outer nests] Z_g."""


def copies(nests: Nests, row: Integers, offer: Integers, cell: Integers) -> Copies:
    """Return the copies of pairs, in customers' order; *cell* has one value a customer."""
    found = [_copies(branch, row, offer, cell) for branch in nests.branches]
    return found[0] if len(found) == 1 else _joined(found)


def _copies(branch: Branch, row: Integers, offer: Integers, cell: Integers) -> Copies:
    rows, inside, outside = len(cell), len(branch.outer), branch.outer_nests
    code = row * inside + branch.inner.take(offer)
    number, nest = numbered(code, rows * inside)
    whose = customer = nest // inside
    if branch.is_one_to_one:
        outer = np.arange(len(nest))
    else:
        outer_code = whose * outside + branch.outer.take(nest - whose * inside)
        outer_number, outer_nest = numbered(outer_code, rows * outside)
        outer, customer = outer_number.take(outer_code), outer_nest // outside
    return Copies(
        pair=np.arange(len(row)),
        log_weight=np.full(len(row), branch.log_weight),
        inner=number.take(code),
        outer=outer,
        row=customer,
        inner_dissimilarity=branch.inner_dissimilarity.take(cell.take(whose)),
        outer_dissimilarity=branch.outer_dissimilarity.take(cell.take(customer)),
        crowds_inside=np.full(len(customer), branch.crowds_inside),
        rows=rows,
    )


def numbered(code: Integers, codes: int) -> tuple[Integers, Integers]:
    """Return the number by code of codes that occur, counted in order, and the code of each number."""
    occurs = np.zeros(codes, dtype=bool)
    occurs[code] = True
    return occurs.cumsum() - 1, occurs.nonzero()[0]


def _joined(parts: Sequence[Copies]) -> Copies:
    inner = np.cumsum([0, *(len(part.outer) for part in parts)])
    outer = np.cumsum([0, *(len(part.row) for part in parts)])
    return Copies(
        pair=np.concatenate([part.pair for part in parts]),
        log_weight=np.concatenate([part.log_weight for part in parts]),
        inner=np.concatenate([part.inner + at for part, at in zip(parts, inner, strict=False)]),
        outer=np.concatenate([part.outer + at for part, at in zip(parts, outer, strict=False)]),
        row=np.concatenate([part.row for part in parts]),
        inner_dissimilarity=np.concatenate([part.inner_dissimilarity for part in parts]),
        outer_dissimilarity=np.concatenate([part.outer_dissimilarity for part in parts]),
        crowds_inside=np.concatenate([part.crowds_inside for part in parts]),
        rows=parts[0].rows,
    )


def worths(tree: Copies, value: Floats, crowding: float) -> NestWorths:
    """Return what nests are worth, from V / σ of every pair."""
    value = value.take(tree.pair) + tree.log_weight
    unlike, kept = tree.inner_dissimilarity, 1.0 - crowding
    if crowding == 0.0:
        inner = inclusive(value, tree.inner, unlike)
        (outer,) = _outer(tree, (inner, 1.0, np.ones_like(tree.crowds_inside)))
        return NestWorths(inner, inner, outer, outer)
    inner, without = inclusive_at(value, tree.inner, (unlike, kept * unlike))
    inside = tree.crowds_inside
    upper = np.where(inside.take(tree.outer), without, inner)
    outer, crowded = _outer(tree, (upper, 1.0, np.ones_like(inside)), (without, kept, ~inside))
    return NestWorths(inner, upper, outer, np.where(inside, outer, crowded))


def worths_of_each(tree: Copies, values: Sequence[Floats], crowding: float) -> list[NestWorths]:
    """Return what nests are worth at each of several columns of V / σ, of few copies in one go."""
    if len(values) == 1 or len(tree.pair) > COPIES_AT_ONCE:
        return [worths(tree, value, crowding) for value in values]
    times = len(values)
    found = worths(_repeated(tree, times, len(values[0])), np.concatenate(values), crowding)
    inside, above = [len(tree.outer)] * times, [len(tree.row)] * times
    columns = parts(found.inner, inside), parts(found.upper, inside), parts(found.outer, above)
    return [NestWorths(*one) for one in zip(*columns, parts(found.outside, above), strict=True)]


def _repeated(tree: Copies, times: int, pairs: int) -> Copies:
    """Return the copies of customers that weigh the same some *times*, each time by itself."""

    def counted_on(number: Integers, many: int) -> Integers:
        found: Integers = (np.arange(times)[:, None] * many + number).ravel()
        return found

    return Copies(
        pair=counted_on(tree.pair, pairs),
        log_weight=np.tile(tree.log_weight, times),
        inner=counted_on(tree.inner, len(tree.outer)),
        outer=counted_on(tree.outer, len(tree.row)),
        row=counted_on(tree.row, tree.rows),
        inner_dissimilarity=np.tile(tree.inner_dissimilarity, times),
        outer_dissimilarity=np.tile(tree.outer_dissimilarity, times),
        crowds_inside=np.tile(tree.crowds_inside, times),
        rows=tree.rows * times,
    )


def _outer(tree: Copies, *given: tuple[Floats, float, Flags]) -> Sequence[Floats]:
    """Return what outer nests are worth, from what inner ones are and how much of dissimilarity is kept.

    And of which outer nests that is asked. One that holds a single inner nest is worth what that is.
    """
    several = np.bincount(tree.outer, minlength=len(tree.row)) > 1
    found, columns, places = [np.empty(len(tree.row)) for _ in given], [], []
    for worth, (inner, kept, asked) in zip(found, given, strict=True):
        worth[tree.outer] = inner
        if len(tree.row) == len(tree.outer):
            continue
        chosen = several & asked
        nests, held = np.flatnonzero(chosen), np.flatnonzero(chosen.take(tree.outer))
        number = (np.cumsum(chosen) - 1).take(tree.outer.take(held))
        columns.append((inner.take(held), number, kept * tree.outer_dissimilarity.take(nests)))
        places.append(nests)
    if columns:
        for worth, nests, own in zip(found, places, inclusive_of_each(columns), strict=True):
            worth[nests] = own
    return found


def crowding_term(tree: Copies, worth: NestWorths) -> Floats:
    """Return what crowding takes from the utility of each copy, at most 0 [units of luck]."""
    inside, outside = worth.upper - worth.inner, worth.outside - worth.outer
    term: Floats = inside.take(tree.inner) + outside.take(tree.outer.take(tree.inner))
    return term


def log_denominator(tree: Copies, worth: NestWorths) -> Floats:
    """Return ln D of every customer, the inclusive value of all that it considers and of nothing."""
    most = np.zeros(tree.rows)
    np.maximum.at(most, tree.row, worth.outside)
    nothing, behind = at_once(exp, -most, worth.outside - most.take(tree.row))
    found: Floats = most + log(nothing + np.bincount(tree.row, behind, minlength=tree.rows))
    return found
