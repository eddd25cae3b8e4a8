"""Nested standing: what nests are worth, and what groups sell, while sources grow in them.

Worked out for all sizes of the sources at once, and only where there is something to work out: a nest without
sources stays as it is, and an outer nest that holds a single inner one is worth what that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.elementwise import at_once
from simulator.base.numerics.portable import exp, log
from simulator.mechanisms.choice.inclusive_values import inclusive

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Taking:
    """Nests as one aggrieved outlet's customer finds them: one row a group and inner nest."""

    group: Integers
    outer: Integers
    """Outer nest of the row; counted anew for every group."""
    outer_group: Integers
    """[outer nests] group of each."""
    most: Floats
    """Largest v in the nest; weights are relative to e^{most/λ} [units of luck]."""
    left: tuple[Floats, Floats]
    """ln K at λ₂, and at what crowding makes of it; −inf where nothing is left."""
    taken: tuple[Floats, Floats]
    """T, likewise."""
    margin: Floats
    """ln Σ m y over the group's own offers."""
    inner_dissimilarity: Floats
    outer_dissimilarity: Floats
    """[outer nests]"""
    crowds_inside: NDArray[np.bool_]
    """[outer nests]"""
    kept: float
    """1 − κ."""
    groups: int

    @property
    def growing(self) -> Integers:
        """Return the rows in which sources take something."""
        return np.flatnonzero((self.taken[0] > 0.0) | (self.taken[1] > 0.0))


@dataclass(frozen=True)
class Grown:
    """Nests at each size of the sources: at λ₂, and at what crowding makes of it."""

    whole: tuple[Floats, Floats]
    """[sizes, rows] ln (K + t T)."""
    by_sources: tuple[Floats, Floats]
    """[sizes but none, growing rows] ln of the sources' share of each nest, ln φ."""


@dataclass(frozen=True)
class Standing:
    """How the groups stand at each size of the sources."""

    own: Floats
    """[sizes, rows] S [money steps]."""
    share: Floats
    """[sizes, rows] b [share]."""
    crowded_share: Floats
    """[sizes, rows] b* [share]."""
    outside: Floats
    """[sizes, outer nests] q [share]."""


def grown(taking: Taking, sizes: Sequence[float]) -> Grown:
    """Return the nests at each size of e^V of the sources, the first of which is none.

    In logarithms: beside the sources what is left may be too little for a number, and without them is all.
    """
    rows, levels = taking.growing, (0,) if taking.kept == 1.0 else (0, 1)
    scale = log(np.array(sizes[1:]))[:, None] / taking.inner_dissimilarity.take(rows)
    taken = at_once(log, *(taking.taken[at].take(rows) for at in levels))
    added = np.concatenate([(scale, scale / taking.kept)[at] + taken[at] for at in levels], axis=1)
    left = np.concatenate([taking.left[at].take(rows) for at in levels])
    most = np.maximum(left, added)
    short = np.subtract(np.minimum(left, added), most, out=np.zeros_like(most), where=most > -np.inf)
    most += log(1.0 + exp(short))
    added -= most
    found = []
    for at in levels:
        whole, own = np.empty((len(sizes), len(taking.group))), slice(at * len(rows), (at + 1) * len(rows))
        whole[:] = taking.left[at]
        whole[1:, rows] = most[:, own]
        found.append((whole, added[:, own]))
    return Grown((found[0][0], found[-1][0]), (found[0][1], found[-1][1]))


def standing(taking: Taking, nests: Grown) -> Standing:
    """Return the groups' own sales and the nests' shares at every size of the sources."""
    inner, without = _worths(taking, nests)
    inside = taking.crowds_inside.take(taking.outer)
    several = np.bincount(taking.outer, minlength=len(taking.outer_group)) > 1
    above, share = _in_outer(taking, np.where(inside, without, inner), 1.0, several)
    crowded_share = share
    if taking.kept != 1.0:
        crowded, other = _in_outer(taking, without, taking.kept, several & ~taking.crowds_inside)
        above = np.where(taking.crowds_inside, above, crowded)
        crowded_share = np.where(inside, share, other)
    nothing = np.zeros((len(above), taking.groups))
    chosen = _inclusive(
        np.concatenate([above, nothing], axis=1),
        np.append(taking.outer_group, np.arange(taking.groups)),
        np.ones(taking.groups),
    )
    within, own = np.zeros(inner.shape), np.flatnonzero(taking.margin > -np.inf)
    among = above - chosen.take(taking.outer_group, axis=1)
    sold = taking.margin.take(own) - nests.whole[0].take(own, axis=1)
    shares = exp(np.concatenate([among, sold], axis=1))
    outside, within[:, own] = shares[:, : len(taking.outer_group)], shares[:, len(taking.outer_group) :]
    return Standing(within * share * outside.take(taking.outer, axis=1), share, crowded_share, outside)


def _worths(taking: Taking, nests: Grown) -> tuple[Floats, Floats]:
    """Return what inner nests are worth at λ₂ and at what crowding makes of it [units of luck]."""
    plain, crowded = nests.whole
    unlike = taking.inner_dissimilarity
    return taking.most + unlike * plain, taking.most + unlike * taking.kept * crowded


def _in_outer(taking: Taking, value: Floats, kept: float, several: Flags) -> tuple[Floats, Floats]:
    """Return what outer nests are worth, and the share in each of every inner nest, zero of one left empty.

    *several* says which hold several inner ones; the others are worth what their own is.
    """
    nest = np.empty((len(value), len(taking.outer_group)))
    nest[:, taking.outer] = value
    share = np.where(value == -np.inf, 0.0, 1.0)
    rows, outers = np.flatnonzero(several.take(taking.outer)), np.flatnonzero(several)
    if len(rows):
        unlike, own = kept * taking.outer_dissimilarity.take(outers), value.take(rows, axis=1)
        number = (np.cumsum(several) - 1).take(taking.outer.take(rows))
        worth = _inclusive(own, number, unlike)
        nest[:, outers], share[:, rows] = worth, _behind(own, worth, number, unlike)
    return nest, share


def _inclusive(value: Floats, nest: Integers, dissimilarity: Floats) -> Floats:
    """Return `inclusive` of each row of values [sizes, nests]."""
    sizes, nests = len(value), len(dissimilarity)
    at = _numbered(nest, sizes, nests)
    return inclusive(value.ravel(), at, np.tile(dissimilarity, sizes)).reshape(sizes, nests)


def summed_in(nest: Integers, value: Floats, nests: int) -> Floats:
    """Return the sums in nests of each row of values [sizes, nests]."""
    at = _numbered(nest, len(value), nests)
    return np.bincount(at, value.ravel(), minlength=len(value) * nests).reshape(-1, nests)


def _numbered(nest: Integers, sizes: int, nests: int) -> Integers:
    """Return the numbers of nests, counted on from size to size."""
    found: Integers = (nest + np.arange(sizes)[:, None] * nests).ravel()
    return found


def _behind(value: Floats, best: Floats, nest: Integers, dissimilarity: Floats) -> Floats:
    """Return e^{(v − I)/λ}, zero where nothing is left of a nest."""
    gone = value == -np.inf
    behind = np.where(gone, 0.0, value) - np.where(gone, 0.0, best.take(nest, axis=1))
    return np.where(gone, 0.0, exp(behind / dissimilarity.take(nest)))
